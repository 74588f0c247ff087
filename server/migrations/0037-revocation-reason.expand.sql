-- Why somebody's access was suspended, in the spelling that the first release wrote; null for those who have access, and where it was not kept.
alter table client_user add constraint client_user_revocation_reason_check
  check (revocation_reason in ('Manual', 'TwoStepLogin', 'SingleOrganization')) not valid;
alter table client_user validate constraint client_user_revocation_reason_check;
