-- A change of somebody's rights asks what it has made of its author's, which must hold until it commits.
grant execute on function rights_of to wardroom_app;
