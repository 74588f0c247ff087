-- With the rights of whoever asks: what these say about a row that the application made up is no more than it may read. Who decides about
-- rights asks them as the owner or as the system, as before.
alter function may_belong security invoker;
alter function may_work security invoker;
