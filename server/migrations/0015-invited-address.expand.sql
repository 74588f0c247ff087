-- Who signs in is shown where they are invited and have not accepted yet.
create index client_user_invited_idx on client_user (email) where status = 'INVITED';
create index provider_user_invited_idx on provider_user (email) where status = 'INVITED';
