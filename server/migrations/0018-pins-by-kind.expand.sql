-- Pins name the kind of their tenant from now on. Those of before are made anew at the next use of their keys.
delete from pinned_key;
