-- Whoever explains somebody's rights asks the same functions that decide about them.
grant execute on function may_belong, may_work to wardroom_app;
