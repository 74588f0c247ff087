-- Why a mail that waits could not be sent at the last attempt, in a word of ours; and whether somebody chose whom it goes to.
alter table mail add failure text, add failed_at timestamptz, add invitation boolean not null default false;

-- How many invitations somebody has got today is asked before another is written.
create index mail_invitation_idx on mail (recipient, created_at) where invitation;
