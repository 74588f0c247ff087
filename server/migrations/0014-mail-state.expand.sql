-- Whoever may list people is told why an invitation's mail was not sent. What is in a mail, and its link, is still read by the system alone.
grant select (provider_id, client_id, recipient, invitation, created_at, sent_at, failure, failed_at) on mail to wardroom_app;
