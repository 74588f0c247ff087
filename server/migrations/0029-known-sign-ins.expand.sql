-- What was known before it was kept: second factors, and sign-ins whose session is still there.
update provider_user set last_sign_in_at = (select max(s.created_at) from session s where s.account_id = provider_user.account_id), two_step_class = null
  where account_id is not null;
update client_user set last_sign_in_at = (select max(s.created_at) from session s where s.account_id = client_user.account_id), two_step_class = null
  where account_id is not null;
