-- Whoever makes new keys has what hangs on them sealed anew, by the role that keeps accounts: it may set these columns and no others.
grant select, update (pin) on pinned_key to wardroom_system;
grant update (recovery_key, recovery_binding, recovery_enrolled, recovery_enrolled_at) on client_user to wardroom_system;
