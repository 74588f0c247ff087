-- Why somebody's access was suspended; null for those who have access, and for those who were suspended before it was kept.
alter table client_user add constraint client_user_revocation_reason_check
  check (revocation_reason in ('MANUAL', 'TWO_STEP_LOGIN', 'SINGLE_ORGANIZATION')) not valid;
alter table client_user validate constraint client_user_revocation_reason_check;
