SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.append_events(log uuid, entries jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
      declare
        entry jsonb;
        head event_head;
        first bigint;
      begin
        if session_user = 'wardroom_app' then
          if not log = any(current_setting('app.providers')::uuid[]) and exists (
            select from jsonb_array_elements(entries) e
            where not exists (select from client c where c.provider_id = log and c.id = (e->>'clientId')::uuid and c.id = any(current_setting('app.clients')::uuid[]))
          ) then
            raise insufficient_privilege using message = 'this log is not within reach';
          end if;
        end if;
        select * into strict head from event_head where provider_id = log for update;
        first := head.seq + 1;
        for entry in select * from jsonb_array_elements(entries) loop
          head.seq := head.seq + 1;
          head.hash := sha256(head.hash || int8send(head.seq) || decode(entry->>'leaf', 'hex'));
          insert into event values (
            log, head.seq, (entry->>'code')::int, (entry->>'at')::timestamptz,
            (entry->>'clientId')::uuid, entry->>'clientName',
            entry->>'actorKind', (entry->>'actorId')::uuid, entry->>'actorName',
            entry->>'subjectKind', (entry->>'subjectId')::uuid, entry->>'subjectName',
            entry->'details', (entry->>'deviceType')::int, entry->>'ip', head.hash);
        end loop;
        update event_head set seq = head.seq, hash = head.hash where provider_id = log;
        return first;
      end $$;
CREATE FUNCTION public.expire_events(log uuid, before timestamp with time zone, at_most integer DEFAULT 20000, OUT first bigint, OUT last bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
      declare
        base bytea;
      begin
        select first_seq into first from event_head where provider_id = log for update;
        select seq, hash into last, base from event where provider_id = log and seq < first + at_most and at < before
          and seq < coalesce((select min(seq) from event where provider_id = log and seq < first + at_most and at >= before), first + at_most)
          order by seq desc limit 1;
        if last is null then
          first := null;
          return;
        end if;
        delete from event where provider_id = log and seq <= last;
        update event_head set first_seq = last + 1, base_hash = base where provider_id = log;
      end $$;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
      begin raise insufficient_privilege using message = 'the event log is append-only'; end $$;
CREATE TABLE public.account (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    kdf_type text NOT NULL,
    kdf_iterations integer NOT NULL,
    kdf_memory integer,
    kdf_parallelism integer,
    password_hash text NOT NULL,
    wrapped_user_key text NOT NULL,
    public_key text NOT NULL,
    wrapped_private_key text NOT NULL,
    security_stamp uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT account_email_check CHECK ((email = lower(email)))
);
CREATE TABLE public.api_token (
    provider_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    created_by text NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    token_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    client_ids uuid[],
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone
);
ALTER TABLE ONLY public.api_token FORCE ROW LEVEL SECURITY;
CREATE TABLE public.client (
    provider_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    plan text NOT NULL,
    seats integer NOT NULL,
    auto_grow_ceiling integer,
    public_key text NOT NULL,
    wrapped_private_key text NOT NULL,
    provider_key text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT client_check CHECK ((auto_grow_ceiling >= seats)),
    CONSTRAINT client_seats_check CHECK ((seats >= 1))
);
ALTER TABLE ONLY public.client FORCE ROW LEVEL SECURITY;
CREATE TABLE public.client_user (
    provider_id uuid NOT NULL,
    client_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid,
    email text NOT NULL,
    name text,
    public_key text,
    role text NOT NULL,
    permissions text[] NOT NULL,
    status text NOT NULL,
    status_before_revoked text,
    revocation_reason text,
    key text,
    external_id text,
    invitation_hash bytea,
    invitation_expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    revised_at timestamp with time zone NOT NULL,
    CONSTRAINT client_user_email_check CHECK ((email = lower(email)))
);
ALTER TABLE ONLY public.client_user FORCE ROW LEVEL SECURITY;
CREATE TABLE public.event (
    provider_id uuid NOT NULL,
    seq bigint NOT NULL,
    code integer NOT NULL,
    at timestamp with time zone NOT NULL,
    client_id uuid,
    client_name text,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_name text,
    subject_kind text,
    subject_id uuid,
    subject_name text,
    details jsonb NOT NULL,
    device_type integer,
    ip text,
    hash bytea NOT NULL
);
ALTER TABLE ONLY public.event FORCE ROW LEVEL SECURITY;
CREATE TABLE public.event_head (
    provider_id uuid NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    hash bytea DEFAULT decode(repeat('00'::text, 32), 'hex'::text) NOT NULL,
    first_seq bigint DEFAULT 1 NOT NULL,
    base_hash bytea DEFAULT decode(repeat('00'::text, 32), 'hex'::text) NOT NULL
);
ALTER TABLE ONLY public.event_head FORCE ROW LEVEL SECURITY;
CREATE TABLE public.idempotency (
    actor_id uuid NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    result jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.idempotency FORCE ROW LEVEL SECURITY;
CREATE TABLE public.mail (
    provider_id uuid NOT NULL,
    client_id uuid,
    id uuid NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone
);
ALTER TABLE ONLY public.mail FORCE ROW LEVEL SECURITY;
CREATE TABLE public.mikro_orm_migrations (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    executed_at timestamp(6) with time zone DEFAULT CURRENT_TIMESTAMP(6) NOT NULL
);
CREATE SEQUENCE public.mikro_orm_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.mikro_orm_migrations_id_seq OWNED BY public.mikro_orm_migrations.id;
CREATE TABLE public.provider (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT provider_kind_check CHECK ((kind = ANY (ARRAY['MSP'::text, 'INDEPENDENT'::text])))
);
ALTER TABLE ONLY public.provider FORCE ROW LEVEL SECURITY;
CREATE TABLE public.provider_user (
    provider_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid,
    email text NOT NULL,
    name text,
    public_key text,
    type text NOT NULL,
    status text NOT NULL,
    key text,
    invitation_hash bytea,
    invitation_expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT provider_user_check CHECK (((status = 'CONFIRMED'::text) = (key IS NOT NULL))),
    CONSTRAINT provider_user_email_check CHECK ((email = lower(email)))
);
ALTER TABLE ONLY public.provider_user FORCE ROW LEVEL SECURITY;
CREATE UNLOGGED TABLE public.rate_limit (
    key text NOT NULL,
    points integer DEFAULT 0 NOT NULL,
    expire bigint
);
CREATE TABLE public.seat_pool (
    provider_id uuid NOT NULL,
    plan text NOT NULL,
    minimum integer NOT NULL,
    CONSTRAINT seat_pool_minimum_check CHECK ((minimum >= 0))
);
ALTER TABLE ONLY public.seat_pool FORCE ROW LEVEL SECURITY;
CREATE TABLE public.session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    family_hash bytea NOT NULL,
    refresh_hash bytea NOT NULL,
    previous_hash bytea,
    rotated_at timestamp with time zone NOT NULL,
    grace_used boolean DEFAULT false NOT NULL,
    device_type integer NOT NULL,
    device_name text NOT NULL,
    ip text,
    staff boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
ALTER TABLE ONLY public.mikro_orm_migrations ALTER COLUMN id SET DEFAULT nextval('public.mikro_orm_migrations_id_seq'::regclass);
INSERT INTO public.account VALUES
	('77d056eb-504a-4c68-8208-ba438f3e64a0', 'admin@northwind.example', 'Ada Admin', 'PBKDF2', 600000, NULL, NULL, '$argon2id$v=19$m=19456,t=2,p=1$nSWyuGBgczAS+5oNKVhpyw$laW0ScM0Jz/jxrvnuaTe9d8rzBKBCXjl9x3bybnCoW8', '2.pM68PnXrdRN3LrU/zZ2crA==|0dqv/7LKUiYACN/LYnQHTcs40lV6oNNCWkP2eOmi826ldntWl+2LSMoyBggwsowlbQB80ik9t5eTKf+R1JEO1J7S8gaXv8swwkb36UyMM0A=|5rCbRyEo8UfFo2xNTE0pNjZ8WhpyX5pphV2GaBLpqgc=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4FleZhpHTPya+QGDTUTzfPEpHI3leLTQefskhSQl9gQ+dijS9WlvfkCdKDzTHy/oGxTAPq4x2h9G06OvDJpIiQe1MrUzRmYMMNbK0lAosQyHhag2FGajFeyHzTKl6mqmZMExM/RsCQD/rn+oCL9K9rSaAtkO/Cu0d1aNUr18rQtrAplDGG16mOkmg2GXHmL6xaXw3xA40clCGP6UWxqMcMnTDP9/0IrEWcBWDgjMQx0JUh0ARLyIX08iTRT5LV1v9bUDV0C3RfPRX81Sx3s9FdSRDv6XV/ARSPl7Wh6e4LgzmPavfIN2S/CPcHCZ87pifaQHQ291PImStjca/LzWGQIDAQAB', '2.yRa3n3VDUffQuNH0ouMUzQ==|IpEp37RSDIr6vu3Q6xwLmS74z6iLPpWvEDivEFdqWyFWoBLc1m8lDzayAhXEBnMj9kUQoWfnYZkRyWwAf9OmgRA6kcsAAlr7pwNTYpAVH8FBUZ+8QT0r6Au/08BXiQRKCukXjjIsfmMj/FBrfoO7TMmSABHWeERRbtI9HLyUHjqwGQHHwGsNDX8pygQw+Gsvlz0YWHwZPkwSTto7d55UFw5KTOsptdhVK0WDvZnYu1e+Bp1OrtRIE6hVBjPOAWy5n7ySMfSyLJUYEK+nva2P7/m87i+BHb0uD2w6fAF9CemrqEAM/jxgMM07POy72G/rTqT+XV071+qltQY1PtNwdM2Osz5syR37Juz2RjiAP2j+6gy3BmBW4UKuHcsI9jDqKvbrF9LwZg/5BLn6pQC5C6IMXEl/SwcB2Xb9hEdkBaFW6pfGjhimWAr6mVvXPFc2xc9Jksowj0FK+rohfKFKk5eWnaRaadHXKy58627QZhub4YuIA1QU8fQ4QiI28xwN5XPB+sSuOfw3IBKHasrbJndmH29JRTT/XjZ2dcgGzttL1JTHqUa+GSFJy/UXfiGmDcl7j9AouOnbigm2ECyEUXmmMluIA2gBzrQT/0ZkbjYa1HfN8d2DNjXdrXSCdE+gPgA8sEa0QOGgaMLBiRGKl5wxA4J7Fpqc7c8Ugb33ClVUbLLJlLjdS78HmOpafzNhxqfWIz7umFTf+QSurAcJI+RR517xaDB+OwqM0UfqMrdZEdGcbH9w92umINs1bCv4xJx4ywdoLqxGq03CCQfxyhpVEN1yLcvNogkH8jmOvnTNcZr/9LnC86hgWJtaTRkKik8su+FTPFEAtNNITqI7meb7sJCMiSlcWQBag0Am1X3w3yMiOzE+eMF9oDP1bLLMVYk9eNq9Hc2XkBdreOoDcYM3jhLuoUgF7IrQs5g+N2+z4PXHN6NRVLReI/Su/cI7glh8x/gI92+F7PHWoYZM+dZ7J+Cjygs0Y2ZetYtvUWswuZvudhP1KNsfPyotKNGRX2Ma6HloL4ev39Dx9o0H42BBx/VGTX9ZjfkfJHKOXylVdlRygtJ5yI2an7p9aEGhnBRt1BPj1rZ+6NJGHvdq2ahHLBNCzzEqbdtYUg1N/5eYXtabJ/aSkdgH8P/pckt8txwdpELaToPasXk2lvm0CcS8/tq5u65pNmq8uPIjs3Kg8dl3hMyHH6H4J3+/0GqVwVSNeZugCcGZT2tEjjr2rWu7PWHqdeZ0rnSWX683vLERfSNt3wFiuqrEyBn9zvRylPjssYJY+7QKenBG8FR4ofIno/tQ+1Uq7FuiKbDZ6NfIkNend9tFfjP2gh/grYqINLQSVsUjJ28xCJCJrzdJNbTEaWQwqRHwQOJmvgP0hKdXXHwi0kIxbbGjMpMuKLF8yZhL9eQCVbc+3bR9nlN87cTlxt4Rv4AuIYXrZG/cT3W0PRiCg5aP23i54J0w5iF7Ia1+6AmIKEXhXSKYe3x7ayO34DhxfF+d1VoUK0OohBS/MYiTpWK28JvbVGN4zjqvO497bcJULroZHClCzhi0ekmKid/i6Nnz3vlfc/IIe5S/fp0egpmF6P/bgaW8U3t0ErntmZFJUPidtHlNJy52jjCvKqCH7r4K/mS2Yo8OC/s=|aC/H02xT+lDmJK5zWWB11h+UFLrr6afgHw1WrNjPI0s=', '1e1b56fe-3e72-4a6e-955b-8b80e1a85872', '2026-11-25 17:01:33.86+00'),
	('f1a1fe7d-760e-48a0-9e2e-c3799661cdf1', 'sam@northwind.example', 'sam', 'PBKDF2', 600000, NULL, NULL, '$argon2id$v=19$m=19456,t=2,p=1$klFwqsDe8zkWTi81eggaRQ$eOn+HjLWkJ6O/jwbv9ivya+WdvoPlR1cQnHTKWG37q8', '2.BKIh0ut2Crc0QM0/aBe/bw==|lSo6Gf9OkiGR/SQOGz90glPIL5qGhjHT5a1qLlqJjALscc4gwPD3JnoCmsM+e5SuNMtv5DhN0EleOQe9J7NAQcpfolFECb++NYFGNFd7cR0=|LiFR+twpPT+UAld7XCNNqJEU1aoPQCNutUE7vwa6nO4=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5Jh6aRWLkvpMW61QS1BlNpRvN88s22Sx0yQb+xi/CIPB5xCxC/1lA66Sr86jB6e3TKsYS7Oe06XJFOcKriE5pNfg9Ydpa6GxCoIJz2tLE7HUBIgFi904wIoj8mrxeMxdcdoqvt/53o0hvhAnT+Yp05w5XCUnI+5Mqc8fz9iPEkwluxnhVBsDGhrd7P/S0x1zxq4sue984s+LulkC3U0ibQbNEL1diYhSVYs1s0xYgi2grjLVxI/ljZx/tPNLI/EelQkg6+pts8O6wwjjp/lKk5Jy5NzQHoeTCn7mq9M3FbtvawHqyxCsWcaSrIdTH/DSwP5vtWELnt2z1TALkGZAPwIDAQAB', '2.YzoxSbrI0z7VV0qT+/aYqA==|VLib4ohFgvm1dghdesA5OOBQ5QrUeF1e4JcuPI+3ej2kc25Egu4ePkj3JNxvvdrdFdWQdk0pbbluhKCUr9FmChSFOYHoBLtklasKvm/jtwB1xGWiha40CSoGhf2ktTAvlmReO/36yQ/S4A+5rgQpRA2+ojEepT+6vJxvthmrqCo3O0yoUqzgMeQ9p6xZrfn0awigw9NMurXRWhyZ8UxtYvxDCP6ewhJMSrHp7RpO2IKFrRMQPMrzFTpwnm3U4sqDenx666OO4k+KWPLftKAmoxsNJGZL77uiErbN/kAYWjeAlW4GibyMHJiV01loKruRQnnFRwml1CTqV8alpW0EEYJY0kqYJWXgj+5Ifzxz16XtXRekTP6F0c1hulCY59LOu3gZ+oUE0RZCYAjX/Sb7FClQEDCgEZhfzRwOBjamcaXf1dFfmpRxDA+T4btz6/NorvaToabnZQzKWNdKSwnnJV7555MA7WfUziPKzoP8gzLyKQrSNjrG/kTfMFmWkoU9dgZZAuI0z1YuJRXZrcndxWO5TtOrEBU272sminanIQEHOoLzfulc8nKz7P+wMeUeLLwfxDgCtjZ8EHsWHuM3KKLQ78YqClbyei8m95LxHjVEBWP5aGNF4/7n+xAHA+MC0JQ1qWzGq0PUmCtNTFi0j4Cr+JvRAKdukiNZn9yCWqf4qpCGKsJnBzVyloqQjjWPF49RhsGlkn89ShxzxgX4usmDWp7koQiwGXfKr+eXOZltT7pVaZthKeAoJHrWkPhTjB6UBnLGAurS03cbbeJ7VF5geU7VZitJfDzk1k3l4PIiAPEhidTsKOl//6BnhWcWblfXEy5lk22Nvg4u0Tb1cz1WdjXkIQE9RWKXqTINVDZ17uxFkK3H0A7ce9oMUYHZKmEEyssWpOF/jAg2p24Ej176ojIhqNFqoBW6IGE2E6yyQbM+1wAYQ4PkjYm4zt9oFHClo5i+K7w/cFQRy1f/c7OK0Eu5h+JLA5aVk2bcrlQuRNKxIkjKH6oVENYwT5apxZ7xQ+T/hm9kUOZKzNJXFsGWJwvcxyEAni37oA6x+/jH5T7VX4J7eqlI9zuf7DozjsN8KLOeZnTbybRvoHbv8+U84KA11/uWKteg5oQs/NP6m49PDT3YuCAkP94kQWPXEi9OWNdmtyHgwFBgmYhBA+zsFRoUiItVICZBLHpWafhIYNZe+DAPhV9IRY1zz773pwj43V6xeAW7kenOXSZikpqbrX46jz7NgCRH28G6AxOk4C06Hzn1Ybba//58yVN3WKgWspPmRWG8xKuCd2o6vTiLRNnrChWATwkA6uZA3zN/hvHcA8AxMykW7OiiQJc5cVjU396j8Qc5Hec4cZ2p+RCZYQ7zcjgjWnEP10aw3OYIeqRTVyHFEHaZsurcfqD7NJr7Og/S8uGr36RT/2zxSQrbBV2Fw7QlmXvj/29wd20CV0PYvJs5+y/JVWiFITUSxCmCmMcIjT41zo7YmWA9LZlJpbQKBoO6Ndpd0rYdBl+0r48wUNyjO1rDrPQPwj7sZDmY+uXBk3CTV7vizTpbZ3HRwlS5mJR45ALjvKt0bsubLD18ntShPdYe9cHDOJUQNEh8m6ggDJ9wCtgqn89vU7BbelYqRFYwdOlIBWcqsgc=|UkmFKezMToEG61LiISqtVSYSxrBuL9tLrliS8GN1WJs=', '324f0ea9-d12b-4fa7-81b6-5e1fd4042c62', '2026-11-25 17:01:34.265+00'),
	('0085edc0-9e97-42db-951c-d13edecbd177', 'owner@acme.example', 'owner', 'PBKDF2', 600000, NULL, NULL, '$argon2id$v=19$m=19456,t=2,p=1$UVnmA7SsWsX7M4ZzIA4/eQ$IiSKCRRUb4It5kh1FirtRTjmfUzFLz19d+zdAM7Bc2A', '2.NX+6qSewLqmd+f/EX/Swkw==|8vxJD7X4Q5g+VBCp1NZgXmiD9kEdRqrSPv+4XaOo3JA7f1Dlfc2YkGpXbLrBPRRv/Z96vxWwSEkJLFwxlfpAnjcefFAKMoJX3rBgjlVaUTA=|7t15AQY1E9f3x+tJqapGgF52vUl16jbGfpeQg/J5bVs=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlTy1n70D95ytg2g/qz/1k8VuHtP+WUHXloPg4Ed1LR3RLW6Dmh2kZdKblLmpU3DKrKYzEJcPctGYiBstkJej1I8XCM9TQ+8jjxgzuFJMhBDv9RPGqZqqeIMhytHDsMGNyaS0zLKHQm1xCu0vqsGeFoF6u1JkP5tYTikgLnWMO9p97aHHSQdqgraJS+YruoIweXGnm0o2LVgmjJ5jWPWZP2RbtR4cZOsekz4RZ540yaB3xRTKI4V0WjP+4LtExJYNUhCEVR62OwqZtBOhXXrDJ0dhUF6AWnHD2jUZ2h4xD/AkKLzDpuNUP4HbyxZXtPJWTM9i6aAIphgmRSw29XIolwIDAQAB', '2.32hO9bMlDfsHxzUXv1hRdw==|+CnuXYFzoRcJt1AF/TPCFpU+EoSH+r66Q5k8wwfAkjNQo8zD8ycbnTdld6qmZv81qBWDiS94aXmlsplmYlS0yaPfvy9FblaKmbzGMdGB7rvtNa7QFULoI1GMIxSZcCNNV1knoTVG1JTZG10UUQdgJBgKL7a7QXP3JUgkiBWktHugfJrxXI22w8sI/EgOv+c1O4yOZnfpfab19aIf5NRXrsdKQievmln3Nmj5wx5ctDZsgrtU0gIRCMquKl5y2SEx1OOP69p6BqEjWsfpzdxGHgD4/cUhNYqndMIroo9la4EW3MrIv+d4alEY9wKSl8/6uj911eHYeJkf6HPKuPNJ6hMcUsZlNqpPWBCgmRxSyjdo17N17Gp1En60JXa9YfjrW+9gbXKPLqV2Bmst0UXs0IHCska51VaiHKhPb/UhpVTmLyNUT+/ncYpNUxz66bghXJ5xIv5fd63ICtDZzFMstskI9Syr+S+ZX2w+f4ZmG27mGMf2lgVwk45rAmzAXl2fxrZ+jqrYSMlVYeh5OtSQUhUXIJpmj7gqtb47g9aae9bN0nChUthr6piFY6ALQjL6usfzSq0vnNfzYPftkCMoRBC5U9aWrCS51lQ2uNQCSiLpHnmXDwGIFQQQq6jbTTbNNIBIVTzUU6D1SMvsfV0mo2eKSE0hA2QB1vuNyjqNDTXKyqorG5FFJD87ceoyPHlIRh55TC7jmbLSgVJLWy85TNFMDC0CpfOzfnA3z1/dUIBY8YUGlLlyFtCcopO7/5r+AOy3DnEBNdEBFmTEosswek1dQfNlifYoZjCThKZbYKDAj/n4w5nIOrOIg7aL6bh6y7zPCBxTU9q76MqcpKDwBBITr4IP0hOP3EC1Y62iOeE1zYG5rSI2+ixRgQO0OXqXX8VBPNEeBV/Uwj5DzMtjfNZ2Y+JhNfkE+6VS3fXvp9gKRxCoh4g/g56d0vw4rf+zQbtBLzCVG8epOfpqGBFGsLer4Kbwd2rUp4KpFohXfEU2wptcT0teqx+QMoVTATIdcAqr1yTLiMdlCrK7Hg5dc+ghn5TiqQslZ4Q4/DoEdA37QcMa1hS2toq6TXQRygjJ0X5Y+BUahMZHE8gT5IT/VDdZbnOKhh3Uuxqd4AmLKgDkpzYTogcLXdP/zk3sn8cgxE+vBNECTd6B52qNpRNnXn4b3rvcn2v7U0F5iXVX++YUK7VJpU6ZFDNGgZjaYQ51QejC3KsnKc9FUjJLReXVY0Y+cKzYOLFurzYB07chcfsgxlmwilWGNaYpeKobPOuxS3JTxYYwvqLgsoVEz2oCy+j5fkLQ3U1LgV1juZwo8XB/yX++tOEaE0Z+BZXPYiAhS2r8t32OQ1o1zcgPQLP2qfRfNBh6hPgrc0xJiLgzhpp7vUfYZog2MjIypQWtY7w1B833ZEVnNQHR5I4Li0GhP15MMqr2URqks4viNwrD3K9g9OW0PoiJbuo2Jtu4BWqQj5de9I6MfuT5hsJI4Q7XuXEOUxbv0So7jzokAubDCC2epB+ZjPx4cD9l2h1hgoeou0pOODl/gkLEUmuUjg4s+mYQnI/CDGcxvu5D+k0mDwzzTNZ7z/uImcAVK3gSs8plldVTdx6tpwI27Ia/BelKtN4XIu4egf7DPEDk1garXrY=|q2mbcB6+AecarqQho20ALOsjB/vJUSaVwJgkv8k/JKA=', 'b75904a9-8fc2-4383-87d5-1becd59b0bd7', '2026-11-25 17:01:34.827+00'),
	('fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner@cedar.example', 'owner', 'PBKDF2', 600000, NULL, NULL, '$argon2id$v=19$m=19456,t=2,p=1$CCdrqhgsw37QRK2Yz5dYHg$5/kxwojaiKJ4yzMQ8DlGXMjl/pWt3QxrptNKZux5hDk', '2.y+UGVz9G9TKAmaEwxA8/PQ==|xNEzdWfvTJGJpUDhwWPC+OF8ymTGggLUx7TXeNDSXLjsJXhIgm5EqEcqgkTkeJ3WnLhg4H5FXCuV1wtbuz7DXY+s2wyzTIOaXhfq9B0Aeb0=|VPjNHyqvaZfsoLojcJD24UfM0d1C+gILNUHUvu6TUII=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvaxRB3bydf5V8ZD/smBd46+UOr0+lbE+32QZMgp+x62l8d94b1KKE3bLqx2tQUsuqovfHAugqcjtO7Bi5A6wA5F08S8/BfzZ/lOK4RlJWVMMCsWC68Rol3GVGBnR4FCEi6kp5jMJjN/57qYu35x/3VLGDXYjG9H60TiZiXtndNPQpEL0OmnEuSC20BGwxTfB6ic9Hm4VjFdvyuIQaJljrXZ1K6KnP9JF4qm6n/D3iepRt9U7FQviZgdocOQMZyvJ72ZO9O+c3iMIWv/+fhih3l7dMiHYZJnXGqrWJKGLTwRjjyQ4OABSfGMxTNSck0D6A4SBcud192C3FZGxTW5ZdQIDAQAB', '2.VSI087zhwAC0IvwzNw6LnQ==|XqXonyS5Tj5bcPCvqSO4ZcX9M13Xa2fKB5k4OjwJecI6hpK2IY/3H/d2mRgasBxvWZxo8jjS1olEHHaoEkY+G5C6yaTQ4zZc/fheZkq60fK0AgYWtHYLqhHsOuc6Qi2oLREijlC7zVoVhr+E+9GsRHV6oIxzajG38uO4oPaQcg7XQDB9CLrkV0jSZXY075WOgwVv4MdbyPRjM3lyOVwlZLnYQ/RrCnCkyiG5SwfRstiAzA2YloknJrHvOfGLytj6DsgG4f1Z85ShdB5mWQbgKqX3lu2bawdZ0IaEpnEK/qDhZlzzbXyDcMxcpiRVBluzcCAIj+cBGQTiCbMFEhLYS0gC0ZAaauicYoxT7eyrZ6m2pbrJ0G5q0byCRNPpSiSXbDiQy0ZgLY8GhqnconzXMhHQxALQJATqzmxppAAp8oDDbbDWUTPMjADMnjLrzp7MlMiFldru5X715y8Fn8hvUJDMB9DeZYq2j/uuP92PFE2+DMNFH/CX9N2X4i2HfjCkDOrv7gr2ekegKICT1g0tem0jQ++UBDRTzqlK3Ish9mZvCP+A/ACPoyPDBeEdf5RbSQJUocmghYChlHovMFLWNt67dxsTds2VOIV8nr0Wd3MXhVYhUvDvrZ98dTJvaGHafFLBIeH4sNpis2btUjLqLfCEZsOjYbnEDMWmuDQdWT0ynQBeeK85C+9MACOiGvXjTzGd2WwRIwT+GVefGHfMdizlHyNSknV8I665sV8/VfshnM9rkf7ucnetRoOxNgnX7R9UYrEqu6n9rKel9oQNZNKRWptGQncVCi4fyR+zBxwkxmZhY52w50MfsqJe8hHtPzxDdNgnlyciS5Iw7M8vMnFceJ4S01LRnyYMNZvmOnmmNrzSLUzSbqhe+iRpvnxnXZpQ0XB/y6DI2NpEiFKpDLv8GH25I8qcrDL4Yx0EGCMrRd9CAxsCo3rO4iuSCydSflYmc7P+yUZ98TPohAUU2xD7RRyhKvuxMZ97k9s9Z5pHIwFi9nu0t0/4YjNX6Y/LIgRIXsTA030DsZrAZj4i1xeBi6iM2aiUKLHavubffAzHQz9/BMUKJ++JOm0jj+hv+KJwHHdy13pRE6ydm648lw3N8gHVB+M8o6sn3Pa1l3rznPfdMqaTkjTFaIxZin2scdS8HVpNxSs6vvSP+r6Tv9XtGRmNq5Z3w+ZPgwax9qXpQCGZgTnH6oPqeC+QymX6dt92BFHKMebbi8awjgdCpMiw33RGOimEPaODOg1NXObQGIolNgizr114X28BnYvCuaavcWGIWv9uwPbHeviZGoEeDMqcmSC0q2iW7+TzJ0rYxQDhpRYzxOlik1Uz1+I2eXzyJJpzLkeof3OVy8QMLQnB3RWC5xCqceQURVEw3wX1ckA9cRdAYsD4DDFVAFCPcvXZrMb7WeSFYDOtUmsnd/VFummstggobwrX9x+lpnC6xWOzA4JPOd9aj3vFmRORMTJVw/aEh2z4etXY5y+7gGdGrPJIn+L6w977LimE0yPZNK2SZcu+aRxES2tFhW4C59G9quPF3AlmzfNjjBvCJQJspYdNuvX9iQaORFj6cVm0miLfD9yaW1PGVUoK1JDkGTtlmK+SbV3sn1glvFg6voJ3aQz6dTLgFW8nMLTo/DM=|zOm7RYl794NfLGEa0caR3059qsuUQ3jP8dEpCVd+kZ0=', '9d2bc80a-037b-47fc-8fd0-e244c80e9172', '2026-11-25 17:01:35.199+00'),
	('b1a27e32-1ccb-4453-9e85-e0547f84b7b2', 'ann@acme.example', 'ann', 'PBKDF2', 600000, NULL, NULL, '$argon2id$v=19$m=19456,t=2,p=1$RG8HAw69VSDU5l11cYtOPw$smRnYPeJ6YznX4EnsZKEMUnDH8ws0Yh34MN+/v08xf8', '2.+pWTjfkgCGvuvQGt98P9sg==|5x3Cq4cd+7i53cXczSw9GPSabKshHon7AiqNk/WMIh4qAX6jWdlb4paR8CO9iISiewM63qo/PAcbsoQiHEdiEEWuGO4rdxSul6Ok7dKFu4E=|Ky8stLb86tSsPVqnxqhp0qmIoVVWFcgQqqI3im/XDN8=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlYLPsUze+8yRSP9WJwSyOyRlypMxx3knaA+/aRhzkiDlgWziuS0ArsEeOAYdx0yxz8QJWpwHZuGGXKft+g3PY/ZuoJjee5YuKBmGlPldNg4QPsNyKU3UmnljYQ/Ol3JiNBm+RUpgZnb8mYmZ+HcPCusK6MEL4Um5Z3CKOfn1TjkGckoyn2gPPJvCKgDA9w9yN6rqZbR8lEzhk6TDxNmnxFLTsfYc5UGhKI9z7tNELOILhODBGqq4k3+fCGMQghvLWbcrRgCRhMI/NkaPTVCH1cehP0zO+vUMgEaT3D+48lGm7uAQ38Fu7EN0P0H0ZCobLTmPiyx9P6OYcJUhcHZNkQIDAQAB', '2.CzfcblOd8EoNoDOhiHfPpQ==|nGFeotZU/1aDRGvH2kRB4NT6C0xVpnu+PNNSvYr9QWjUimaUxYRe/nfx9CdaRU0enVu8brUZkq3PCFzh6ACssYmScw24fsgydoaL9hKjZrgZgRQrQ9VO3nYa+huiR751QRPxSV3uk1ZN/oqO4XhXNB8jwbOEPjKFCdf+Xy7JriVSHUSRE71ory2gkUu454/E7MJ8/8cwDpQQG54FC7jrBpJQunsPat/Vg+1z/+WfhcpmH3GqwuqMGRdjXcCxgs3LIPNiXxPe0yoXhnsSHCyhyT8wZAWrtWyZPMcLg2tBIjVsjUQV1LGhH7M+R0jTmb1AKolCmo6334wLFsh30OJKVB92azkdjN3hHsWVfwyQvwkBDLWFEA9VjjWt8QoxsJpT17vfKzKPhg2hBM5DqaU0/639kwPDp/vDGOkdhag3eNLWNV+liK6T0mTtFpPXo72NGgSW1o085vxtkRnPhkLFT0bKnIOWs4cDd21AEER+PSe7mYq/3SGJPAXMHGLm2QqvB0n8dahZ2OqqCvqsSHEG8c83Fa+rnZESVip4+SfJvclfaQLm08JCmkUvjHke22np9g3zZ93B1+WcphROKxADgmp15s+PnOJpE+tLx9+dYCux1aARNiJe3a5uslHSe/hXHNBAmot3JhLvLIhJ6Y4BzWfORm/anFGYDahzQlMAVzMR3DM3LwVI1ilmmdSB0x4H01Bj629jmLZe8eGpq48XhNT375dq1z1zDfcem/wa9BU+Us9WBe4UQntHsngefUU7YTUdQm6pDunx9oMrDvna0O5PRBmizl8+COLaxRzE1ernFqEi4F/X85IUlsN8FbwW5G9YiwxK8IezV6ub6ahkQd5YH/ec7+MTSKyBTY8gf5rhYP3dayLtV8zMYPQ+hjRWxu36Nj1+ZtCJ5BQf2hSrpjYiEyoOEkmoVC8idQW5Y0tjGwyryEHWxue9ifaZLeywQcjTbZwVtwrEVgbcDWVIN2o9axU93x1PfSPeVf4ysSZQtqt4bIU90p5PG8UFqx21BJUq7EQyQ+fsYSbSEVqANhpB6MJ5kBrFtptrB4V6q+gL153yxNrdy1wQmY32RfbA5yIOhZiXQL6HOQUwbUiTWUU1TdL3BCHPalSD32ypP6axEp7PHpuMqExhg5pFUCFUJ/QRbDBp8tspAIHOdeTqaKtfmA7e/+PC7DBErAdQDn58oUwt01wOz5wGOnRGu9Lag+zjaTaawLLDD8gACxKURyVD94IsCtLq1Nh9MZ5RqjD/YLPyVKW0C6YiBKKdOwFWiWYpQG+fSjIYWOY/SiZ7sOVbP9xGTlP/UKQfCViImQuIFDXelNW+qLKqPLEEz4HeSMmWMn7o4qBJQKwVqOd8ObWKYNvH487Zg94Di4IeWJARs7zqa3KciSRVUKyndFZm+hfyXBJuCMbqcUcOrV+AL4v4yYj99VTFKNzYrGUWr7vQw93P28N0mL1aZgkyg1KFSc+xYyZG1VVuDOTlASdNsKTxSOowNBXq4EW14gssTZJ0tiO3APo1y+seXra68lKldi2e07fSHnGZrYIkVMRyJN3B6zFriKg/gYRTtuFlDKCRXHhwXEd3Sk9hgciDST04cnd19MCIjcidA+3tTcPGHKsM+vArVcX7V+kEjSzlO60=|g4v2TB+HEBXmp38VCgw8HwMFT/ppUcLWP6mMDGCNfQc=', '66dc6f2a-de06-49f6-ad97-33bcdd0704ce', '2026-11-25 17:01:35.538+00'),
	('3e8495b3-7fec-4703-b1fe-1ab9c5ce343c', 'accepted@acme.example', 'Abel Accepted', 'PBKDF2', 600000, NULL, NULL, '$argon2id$v=19$m=19456,t=2,p=1$Z8m6YBJl3wDNSG6x2HzhtA$aQ41NsMgyLeI4qBWmN+AoMGRDWfQLxYZGInxMUMOFls', '2.GIadsyJUMC6d2cUXujvuPA==|lKWzbnxwYkM4dInH4EE4XYg5m76PFfvgdR8xKm7orv3/NEp8RyKSJAQpMYb/FSQ9q2z+PqkqaHFH13TQ+fVOSmoNdTDC5kgi3sxHN349aeM=|hL8Dp/QM9SvWt+832pSaVyN9y0HjTEJh3URxXx/hmsU=', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAk1ixSU5uQPZrJQRkH5QvC3Buu3B8zTSTtnGSueueVF4RGmefYmI+2xXNIMG7lzxLcRsW9pBLp70fCuUB0GTH/8UTa2+K/xFmXT1Dn7Jj/vPOPLEzSNxZgtQkkGMjAhMXD6l+7aGBcnFQwM0fJLjN2K01RjUY6rjeXFUUjP5BvExRmltyW8CLfgoParzSKXi53MELS3LwPE31afiQqogjNXb2hSp8XdKgEmY1T3Mlm9AMCDtUBaM4tYmKs6+Pp5HHM/QfjEzIFDFlk3RpVOQv5i+vJZ9SInnbYhN9QQzolC4yXToUqM+axSfPtVl/bFQ5y5j+JjAtBgOR5uda2A3EUQIDAQAB', '2.EcgYgcPVSvs3ru9UKI1Z4g==|uMecwOTAJ3z7ZXF82FroKXtd3zg5ukarnWadsBEgI/+YSfxTidPlmK89cYcF+qwVsL2HFHgyIlGW5sKJ3ab8mMTIzYUPFqK163WYDSB+5qyrXPAUQYo78wkZOAOHnkzvqZdl8wDVNcrePoUU7mvbOsRFQpxgj8dxZgOSzwwQ6sWPoRL6lOSegYY8LNKdW4zzc19UuxNYnVbYOdbILCwSI9uvmgkLODav7BYbMRCkONlQ2/fcCDVJ/0AZQ/m2gytOw42DbpHfpuUUAIKnYC9EDoI4O1POQm+UUMewPXrQVzhPG07yAGABG0KPgQjrpr+jvAN+OYvrkAKJhA69foqgpKCYP4mJZf2qLBpgjDADVUg8/nD4mrY2i0nT0K7X+98C6nb8sXsm4+lKMKaMYhiVuP86s4vaYJzlSdqrbP1aL76VxQ7vyFoqYyrLjxhy82rrXnCkKoWxsT9eEh9OqUYthEg8NK4xXmV2wH9t49uzp1366j6qX4KMYTXDVq2SOHnqKu1PZfkv01I8IUYESooZvLrBH/PB9cIm4xclxS5KbQC9HhjoEPAKyY51y4NFH5YJysxy7rAZchkgaxpW5F/zodbYPhMgY6eK7o0Mj9vdo/N/e/CCRsbuGMhBYEDMU42v+65i/GnuqoiyO44VnCCJEW7srCd0HqKg7zFFPJU7vy3pPuTchHO5+hzW68nxA6AKE7PJATnGhgUPWCx4ni9icV7uzwLvY02cVG5FHghzOr3Cggn7Z7TB1XrOQpDI8mfB9rsHcuidA3P4MT2S1muZDaf0UfWDndfJ/Xg9DY1eyJLNxH2JraEFdFl3cEL3QVTNW0iHMGqncoLm0as6B4k8NpNjYdlMnVf39MthxXAZZFi++BZdKfKfoNZGQCJBXwjHECAcYFg/uzyw3gbM6VGPhJ67v7KqmSVfuWiD6+Iyw7nxmLN6luSjmVaXJhWGPutcwQOYrPt10PiK34fG/nT/ShtQPNXYLwsutqf6EJdU0vUlU0OSVzVkV0WxlFLgxaF+24QMzCTunKiJKPwN643i+Qfp7fVyQrEl7KiygUWg7ggOc/ox9im/LrFgpdFYAzOEC2XmhDyUfW2dBMmal5Y5Vy778GpM6wGOGk4Z8fYCQ23EdcG5hPnGQZtUZSBvFoeZe7vEx+bMQLxUfLs2jvmulS2Kj76DKdrzGMbjSxk1NYfHvSR/5XE1emFE90PhDZeLnAkuBnOX5i4GBaEgRKY8XS7Vc+Vg3umaKq8JInsWmSjaEE4VOGYtb0D0udjvbmnCWMEY6buUzh9TWAfJN4hoMMpqYUtUGOs+GvI+8ssBo2PwqFaCcbqkZNd3bdNfVe+9B9f61bwubpNdQscxoouX8hWMSaaoE2LyGaWRGhM/q2/0mq105ZUPgAqV3P7Toy4M8jjFi+uPWakNK6sA0HspQtV+PV5W/bVs56w9VuW+uXueH9c937KYh9p+pRkuAtZfLAjcKKpOSaXYOsWkFJO/11nYpXnZDoHltXbHVBLfwl3Oww1/NFzaTSvyk0dv1nwKifhNdDp2VI91hKEWCDpXB34iGbo3iryBioJJtTjHYLLkJxDiGo/WGxmK/pVozzdgV5pawG6S+EPfFuO/0zE24rGYwPCLPqoiTGIH1NcQcKA=|bamipiJr9eUJuiejv9qKxQDX/SJhbnFVs2mWTXttEsM=', '00e19dfb-9226-4cee-b01e-5ed13c32e0d9', '2026-11-25 17:01:35.994+00');
INSERT INTO public.api_token VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '80c96a15-02e0-4273-8472-ecd9ad777205', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'tool', 'wr_b38cf8d6dc62', '\xfa244df4d5a35d07784545cbc3eed286b93d35d234ab148cf175276cd57974bb', '{EVENTS_READ,READ}', NULL, '2026-11-25 17:01:36.22+00', '2026-11-26 17:01:36.212+00', NULL, NULL);
INSERT INTO public.client VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '65d54610-3352-45c0-8e87-8ec1698087fa', 'Birch', 'TEAMS', 5, NULL, 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmdIVGzSLuIY13C5nIzIPwQql8IPADF0rV3DaFBUvQYioXp7IGvYQ70PerREECTDfMp1VIdZPVpufaiiXuZo1W3ay5lRgQ4CASPIpP8FzRpAxKuckAGGSOMdwKDzpPGYbIJUzsv/lTjqg2EUR8x/Bq8fZOZLpW9NQDtT5KKawq1EUUd/EmLQnVVOGMDKRKiUZHbF9r6TLsEQ7ZiNdGUiR5WwLSvXG91JiaUthcjq3tmNY8ggrD8UItu5BiEpZ/LoADuJauzuWl53Ccd1+96nQVleU+dvFaBYDRojwVQmy0EzY0fwjCrkFsk3ow2wQa6Ef+4N3D7pli5LnjjOB9f08+wIDAQAB', '2.ADiU0ijaN6k6KpfQt2WKnw==|X0Q17LdsKcqVYEj9Rgw4/GGjkTP3Yon18PsDGIomYAsX7EKQJNIrd5nS2zt37yEnOF3m6KtpN5qYyzvD1P7cgrVMJmlSu8NCyELokXx5kTmEQch0qQbHl6LRD5Ykki6+H3cmS/blQZOeHI1szQUv4rplKftUO+NkHykuJCIJdkSxpkP1bUUMCr3SUmdbH7eqHpSfNVa94k/gjfHPl2JUsUDwqSGkcf+jHasj1NKYUlnv4luQhDFDolH0jSQVA5BBv9dGwfimKS2HKc3KikXqSJkznD/5zC4jDovMcTu84O9TicpYxlnBIZw2N/LtcDL0Ypc8wdCN1HnfvR4tYv3NB/sRp92RanD6PISKwlCgWUtIdlUQvPrXt6qqM/9YUTabRxkb1IFUEI+ftozl9IkzBzP8koL1/i9i4eRdzjKrVXtU/xMghTqXlSLAIVeDORrvVvhRSRP/mUjhnX2iS52I4oUKgPdMx2bSuv20Fjo1WEuEcJ+Ho6+r/qMbQ1//LIFrc2Ncf7upTJAk+0L1i44uSVAZNvhsEjaTozK0IBDrdpMTeUPz8MDrooAFe9schfJDsjPfJjy1e8enb2MLvEY5H2fC+/yyoBYhFpt/4yQ2G2hVcchAAzFnCpO42Ka+OJ5SLG/epInih2ScW+1/U9urCN4s6z6R6nN/BS0EBQvD68/kIBj8wMno0rGp+uxIMeUdy+b5Wn2y7ohow96oOLNCakAa0v+GP8JDk0R4h5JDZc33Wk6UyMMGX+Sfz7Is0haxALHcle9j7J2+/O34sKBySnG4DKw/M5UrQVN/YPu9adnUlzKwPC8W5u62k1ddWE4AF4fn5G2I27pWqNCseLBvCWSf8YxRqAUMC473PtP/5jh/ZI/qSWv5ADW2mkPO0la/947PiZd87CqvfPh4AEcBtIDOlPEQNqZz6756DrG0kUmSBwyGEagBAy6VsWUuu2fa+Ds9jxEJUlOUhmJoBXredJVEaREvBHidpnhC6+NBGm/FliqnbFGfuyaEeRsITN7xmVeRnKOAt9IjjrvpNhyRjdgBwc0MrzrSJD+olOw+RF5G4ApvVo3HAu845wWJWZ/JNmagi4v4tmZEp5uk2byAG8TjZStu1GQTMD39IichZSvKDv9rhy4Z7VmUzHtNfDrUsdqIxMcT4jKLBuX7ruEJbKOuX7kTtRdGqFWzoNTz8V6MHHpSeC5kGD8YJBc2FDptHNhNW4OahJgBY51wawaN7YA5yS4sBh0vpaw1razQXXj+/QoADvGcIkYj7VpoYOHTz5KzN2pQC7GSjlY5TZnE2AOHudp5IZfXQe37rkGxSS7QrRxPkNCdGDX5FVHXCQaSTIeJa2d6L+J7nzewPMalbOXsoN36ph41OxoY7Ggnen0DlSpZWkuq9Bv7FIGDsSG306MWLZ7ljVuUyq2Cj91VBsMa9Xowa3Xx9PTN8m+Vti4+sDBAu/XeX6Pl/hJ+CmlCf9AK04r8b9k+F2wJBi8RJHzzEpaqMi7IqnOKI/r4gfhhZdUgmo3Wu8pXN6dSXuLIBqVUH1AkLTIaBNveB7EL1BcJFvuw68e3DaQ7yzt6/lgrGlDeFFiTdOyr1ZH27PHB1gwX600SRucONrF95eWUKYVDeizzMdAd/8Id5hQLyn4=|J6hJeSon2DdrYsXgM+/illZm0Q3Jv6Ow+WMGXPgyc6U=', '2.ElLW6WQbR/BtU/Gc4sL36g==|rEFCvQ+2p3NWhJQoRp5x/0z1d9z1qbPJB+R17e2+IUu23xShV1q0gIQnLX2ARayKQ5ON5rjKNQ7hZGi2EwMySSyfOHcxGdP+1ruB2egoP94=|5a4MZjnJLn90hcHuhAwPZvTFRqDdn2NYrrOkRjjCjAo=', '2026-11-25 17:01:34.673+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ENTERPRISE', 12, NULL, 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzxtDaN3wA4B3His6Uq7UfXAd6ekRHEi6LKcMdfb+yHFzAGyRprZxCCyw9x8TzIShVTzmDrnrtSF/u8wQaFxCNMxH53YY/imzsI1IP0cDSlaZNpZ2aWebJ+7Vc68MKenSb5bJ1XCZs/OnwUX3RG+8+zm5hgwXq6dJHUcsUgzrDFkDncMHFt5+3eAwfQwG+tHn6zXAO70HaaH4y002HC76re2nM2HidGg7nSlfTou17tx8kkMiKwCAVoBUfrxac0vcAro897tW2agupWxzdn/B5GijSP/9/X4oRL0IRX1sDiporu6W7a+xXbN7yg4KtIpaBsqpifxLxzut/UOfKJLwCQIDAQAB', '2.Cq3cvToSNa4W4Idipb5a6A==|Jzg3f4DXxJDeND+unGTYqAQEuH/FweCQ04NbRjonenIO2H64wWn5w913pM1YKytFZgFSldkcq2FW3ykR01YOLz9O4ouAGhPfQKBDCjeRtrV1UwUK5/EbgSzP1LnwDamHjvxd2k+R/PN70p7v02i2Uarb9MV5vlzvYmJzZ17tc91K2mQliLjoslXLqmBImWajhPDp0PgitxFwkLjiVrbYGIBCvgbK7QtH2JQqO3Zo7ZmUtRxplNb/PJkO5jruZFpjZ5Wy+r5pCfydVtyhx1MDtgLcVhvook9S74BwrfAW7vGCv2n0Ydli5DE7JvwuCFp/e1ehBwWW+Wm1Apin763qQa5gsBUF0xJNwbZOtHM6Z+1h4ETBU3I0S1RSTkFS243trZWjH77ztu04Ozap6eoLZH+eBoyuWU8n6mrgTKbT1QL0Xy60k2UNmta1Ml1xwt46TTJ1GTymybCD5K3PdSi2wLs9nrH93acErS+4lUffyIOi1es7CoMtEMCXrCmLZEMqS8S2UnY9Vlj8kGWbG5dTKvyv8VsQWZw5AbXYeo2VV2T2Ws3YwRwcxs4FcirfQXfhZ+KrVPxQ+2YbA5g4gu9+ZDHPy+9QPFPkLNOgpaTkGL0mm72SHDYDdbcKCPNSCRBW3jfDDI4h9fuGSlvh24iDmlP6uZRU/i0A1ns6sZiLImhHoDmYrJY+nlbF/7zjUMUqBr/wHNCH7alsacx4alzg12yQkLIiZqQi40j8SLlwA44Yw5mYg5PqlTyTl0WdDjmtmiBmUJMCuvHcL4LRC4SWdkqdDTxMS+l0aSaD/nn5d6a6v8oNYtxue38U5pnJ0fhT3fUL+dEkyT/GQq5x12h57GTZpE5AfqNVlgtDY5fZJPUuAtyDFS4xG/RHNc6/ovpcgjPOMnJMi2WaqLBmKB7/2viti/hhPg7nD4Fc5S4bvfFXQUzNE5d2p5fHLVdwhX2sSlaUKBrIVgrMv4yR6DZW778ZzEctC3HyUIP3FMr+U9Sn6Z5uLNJ+OkJuWB8l+zKBFHVALxzU042bDLDFrnH7xA98uNcsiIxbUCKRnN0tmXg32yg86I5KKy7sIxXLhymanaqG+i9b6V+Uo8Ppfi3VdppB/Uj2SGz4kiEU8RKnii8g77vbwZV9IWhXZ1AzT0+bIpF7LTUgvtxO36I52hd/rZ/Mml4R1iYN5Ohhh8OAv9Dheo45pNn3z+m2nPGWT+Yspxa78yImGmm/Qj+wfAbpVMWBBntkhf+I111wI+LKE3IxRvmsQeB82a5GNSZlldXLHCWoaBDIa/HOrGZF9tRoa6p3v1nxTTjQxWfl95VYJO/n6sqVrNdkp25uTQ48XN5hV8XSMI8/TuvviTuKB8Pz+QekBeIckA/HYJiuthzz2qXH8OFgFz4cJ3LhhTmJepaAJLy9kOxA2Pjo7IfeR7ViSjUY3NG5MLeTe4/sSEBV/DU3KCBEDHWR2oQQIOf+WhcDUzAn9hpXSFwujJdnb+UE65e/B0AsCQ9Fs5XNH1PthVFWKfFKFQIJvJoEgQc7OIfB/Unslz4pVZ0VazzBMNpZwTM+rIt0R6uki5LbaaONlwM2XKvqgfvtGJjgatuO3NvVViVaopmv9EdvxjEQxsCGhwH1Z55shVgAQgfZ/VyHQdE=|ALwQ4YVZKTjjjjsBUsTHhH1tYqCUfJ/CIXt/+fauWKg=', '2.sWUSyqUmsJUfDz8HgpSqog==|vWe2GLtAutcJ4WB+8/8FxPhb6rVek2y70X+7T1RJP4gnzrVQHAKiJKrJ/abX83gGCNuf+ZuSVleTHlkFqxw7B0juHFW5dGjjTV0AhnHZIls=|MAa6kaT1AjEZnVbXe6J2gkabbTdTgLv+PkD8COLwBz4=', '2026-11-25 17:01:34.602+00'),
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ENTERPRISE', 5, NULL, 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvnCCvnQK6czM2NnLwpPIhhiOTAXFpELGwcqfSWUek5iuJd0mPJhcmrJLlHEUfi5gwzJapNVw/rWei6YQnNBB83/vj6Hlh99/wojLTpT4VKRf5MyGDCykl994D5ZQrxWM9uUa0v1o/AeUj2Fpl/V67XpGz1tkMuteYhh155Lyf5WUiRpC/MSmWu50LfznAMgkZkOnEE89t8vcOsYxesf87SaxpA7z1rSVP6OT9dJgaLKjl4I66HJ+IqXbhmUMfgbs85+vIrRs1MAfeqP0FJPbWV/vaDfyQTDNz1Ovs3NUeq+7Gi2b6MUO68XNg6O742X8YItYxaUcYkl2c/bu7R7qUwIDAQAB', '2.UbM5zjFAm1kmLsYOiO9LrQ==|txPWJwPhVghg2w0UczJeIm2JDYUQrvB8Ghici1lDeuX2u/OWuOI17wB3vm/lNy+opFwvir9SiKDPZdhZmARXEuezOHhDcWqwSqE35vC7rd1yllkk0C6/iYn9Vg6hzobxuBlak5ufCAiaQVbKHpmwTtZDwD/RGcvNDg9h34bXdaf1f/cVp9b3ojPboW7kT60eXHL5z3znhQutF4VHko7kHu+JL+hAj1jr1C1HftMBn+ZQO/QbACkz8I4D6PUDP+Tg9cUe0afq6R8yc44KgR84r4OUdCLAHI7pLQDzVNHogvtOvH2jxYM/479fsgt7j0SwX5W2/nY4qTEGExFfWnMPm0b5BOXA3myBbLi2Kbk45TtW2r3+9EJ5qvHULC7mWrBYolVPMWFU4Uxe2PgFCEKS5IiqdsTWKkII/2GojozAd2nXNaJYZ+V1ThK7pqBeIA7HDni+mXvsTGX1c81sikFOZiyFilclm2aTXj2wwY1duyc7TXY4K4dlt7g5Pa214WOp5KA5SJJFC1FVRS+SBpEjChZ4NObU5dfK0ABw8Zdwy7ye+2VAEDoWhf+kROG4E1Q56uOV4l90wLZT2CsNLs6qEw8hU9405K/xho0I5E578bq1n01cdViEI75ydgieJ2FOc8k7UP+Gx93uwp4gBEwMJbJhYpiYDqC8QrdcbMadrryCM6NXm9+yYdfGHTCAKFaHK02DLBTgiH7mG9yAKsIi4unE1RMNChh68hnW2GIleQ+YHN7kt5tdbMAp0+Jd/CPc+LRfRwWmXPPWsXgKT/eOvabtexV7yhzKIDkjCwrGuthAcx59/2yw8HPmRlYysZNasCetVR/LnvMdHbCIYSc/booDaflRtgiHWLAaMjyjuRfnD7Hx9JWQXBmdDzZ1NQvkvaMiNeefkl+Hg9AFGo3Cv50SnCf1n2jeYkHyvfykbTqH2xeEeBNzjLexY11+RDQIWv1xjf/bNWvyFSXJBlTqoqZWheW2/LutLLxnO1/5FejHWjyXnnYbCH3HdmK/hFxzJJDw8Y6NXwDomOMZqoRH40sCtxot4aymR9UeizEkKVh+BNQZh1vLKkcV7bTu6LFC/Sji401PYHdYOatCLpDwfRyzJYXlYC2wCmI68NKAdIUvbXwtTYNycYk/ZRQDn/pyIaXJOF1iLwohT1CNdUBndMD+l26o1kWyF4rQ83KD8wcU053zj1AHK5vmLE7X/fEbZzygv7552K8vJaxIh4sv9dq1U9uGL1yKE4biOdp2buSGe9XTXLteuVOgGXWiHMNkk9T/IdWNhnVTwo/RAZqHRBMgq7UK62KlJfL5J1x+WeFTw0zo1QCT9DGzyuq6EFy/ncYlI/XpHpF/krdHqHIqKi9oizFbQm75fo9t8cSHkgV1xDKkq+0WsAmOMbhaKFxpdJFRfMELX4ZKfNVBMhfS/yhZ6dgqNDTOAX1Vd2ivTPgYuz78Sage1queebfzZ+j13lUMUYBZLlhYzbMM02TN+tH4c5Vv8HkWV0KpBIOquWlN6ZHO8/Z1RUQgXNnnC1v8i9F6Wf35iliBknlcOmKmJ6EkM0ZDEmzf+xDl1CGfK0Rzcr5zIxy+5UsQ30vQMaySpTjMFnU/ytFtEiXT3zJKstSQSx2Qlx4jUvwIj80TSgI=|BrRpR5gfHGLyoJscqaciFZ5U5hyNBMhsMk0iFFKcZiw=', NULL, '2026-11-25 17:01:34.711+00');
INSERT INTO public.client_user VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '65d54610-3352-45c0-8e87-8ec1698087fa', '692e8101-0a7a-4ddc-b23c-a58395efee47', NULL, 'owner@birch.example', NULL, NULL, 'OWNER', '{}', 'INVITED', NULL, NULL, NULL, NULL, '\x2b36e6655bd878c621d8d269f02f154e91e3321731f1e66de89b63152721ebd5', '2026-11-30 17:01:34.673+00', '2026-11-25 17:01:34.673+00', '2026-11-25 17:01:34.673+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '84ef6235-1f05-4771-b11b-47b750fe2627', '0085edc0-9e97-42db-951c-d13edecbd177', 'owner@acme.example', 'owner', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlTy1n70D95ytg2g/qz/1k8VuHtP+WUHXloPg4Ed1LR3RLW6Dmh2kZdKblLmpU3DKrKYzEJcPctGYiBstkJej1I8XCM9TQ+8jjxgzuFJMhBDv9RPGqZqqeIMhytHDsMGNyaS0zLKHQm1xCu0vqsGeFoF6u1JkP5tYTikgLnWMO9p97aHHSQdqgraJS+YruoIweXGnm0o2LVgmjJ5jWPWZP2RbtR4cZOsekz4RZ540yaB3xRTKI4V0WjP+4LtExJYNUhCEVR62OwqZtBOhXXrDJ0dhUF6AWnHD2jUZ2h4xD/AkKLzDpuNUP4HbyxZXtPJWTM9i6aAIphgmRSw29XIolwIDAQAB', 'OWNER', '{}', 'CONFIRMED', NULL, NULL, '4.VIvR9mKtTLWgAh3v3go3/kvWIicfJOtvHrVb8AtwMYkXnj8bLKKAVUh8yrVSLfmudGPiTLMOq3vANxBygURdDkx0ZIvhIljOc2UOPL+1C7NPGY3MeL1JKs2n528oSa1GPdyiQ+y82Jnw4alYQ0jAgujOYqHRnQmEK5kAemNoxXu80aB6hpjOLxttPD8ff+nuszO5WpLefMjSAv0xqQ1zQDwQqzhLuXXUdLKDlqibmHdb3bGwF0jDSzbjkh/6utTT95KnQeZykPNt4gngZjh/RpxbkIh+v9i21O3fv1SJwWEp416r8vM29mb0cIffc4VZHSs7u5z2vQNGM6fv+48Uww==', NULL, NULL, NULL, '2026-11-25 17:01:34.602+00', '2026-11-25 17:01:34.929+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '32beaad7-6b5c-4986-be89-f8747f11b221', 'b1a27e32-1ccb-4453-9e85-e0547f84b7b2', 'ann@acme.example', 'ann', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlYLPsUze+8yRSP9WJwSyOyRlypMxx3knaA+/aRhzkiDlgWziuS0ArsEeOAYdx0yxz8QJWpwHZuGGXKft+g3PY/ZuoJjee5YuKBmGlPldNg4QPsNyKU3UmnljYQ/Ol3JiNBm+RUpgZnb8mYmZ+HcPCusK6MEL4Um5Z3CKOfn1TjkGckoyn2gPPJvCKgDA9w9yN6rqZbR8lEzhk6TDxNmnxFLTsfYc5UGhKI9z7tNELOILhODBGqq4k3+fCGMQghvLWbcrRgCRhMI/NkaPTVCH1cehP0zO+vUMgEaT3D+48lGm7uAQ38Fu7EN0P0H0ZCobLTmPiyx9P6OYcJUhcHZNkQIDAQAB', 'ADMIN', '{}', 'CONFIRMED', NULL, NULL, '4.KdIsoWeDVhPKvyypA0TcfGNVPPKy79R6ntv6y5WnSwYDazmMkaXC38s4hXYeqL5H1pc25Q23LADi7IcDSzLjP1iFkSYuZG6QcHeKou15AcaqS31aNgQY/RGCiboDNCi/DYYlU2IDQ+sy6TdYt+jU+aRQ4fZCQSSBrYmtKEh1syXG5f0W/05yeQUb6QdPyS1APbHKfhd9VVrtZumoBFU/VcQeRfOjjOdp0QALMqHzm2+2eyyrx8hRXdckxYDbls7T8PFA/OiezL4074JM5St+7D/ZT2o28jTbHi/7Wt3QGljRhTY1SDq+ma8O/FObtpvdyAkqCRna2DfOccfjC2oduw==', NULL, NULL, NULL, '2026-11-25 17:01:35.41+00', '2026-11-25 17:01:35.651+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '8f1cfd52-7b01-4fac-90d8-c218c6c5eea6', NULL, 'invited@acme.example', NULL, NULL, 'USER', '{}', 'INVITED', NULL, NULL, NULL, NULL, '\x6ea54d21466e8c0262f603c848de144d8272cdb33c298e5ceb77e31fb4b0f1bf', '2026-11-30 17:01:35.814+00', '2026-11-25 17:01:35.814+00', '2026-11-25 17:01:35.814+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '1b93b76c-2260-442f-966e-94f2351e3a88', '3e8495b3-7fec-4703-b1fe-1ab9c5ce343c', 'accepted@acme.example', 'Abel Accepted', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAk1ixSU5uQPZrJQRkH5QvC3Buu3B8zTSTtnGSueueVF4RGmefYmI+2xXNIMG7lzxLcRsW9pBLp70fCuUB0GTH/8UTa2+K/xFmXT1Dn7Jj/vPOPLEzSNxZgtQkkGMjAhMXD6l+7aGBcnFQwM0fJLjN2K01RjUY6rjeXFUUjP5BvExRmltyW8CLfgoParzSKXi53MELS3LwPE31afiQqogjNXb2hSp8XdKgEmY1T3Mlm9AMCDtUBaM4tYmKs6+Pp5HHM/QfjEzIFDFlk3RpVOQv5i+vJZ9SInnbYhN9QQzolC4yXToUqM+axSfPtVl/bFQ5y5j+JjAtBgOR5uda2A3EUQIDAQAB', 'USER', '{}', 'ACCEPTED', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-25 17:01:35.814+00', '2026-11-25 17:01:36.062+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '98fef47d-47f9-48b2-a9d8-cc331f452dcd', NULL, 'revoked@acme.example', NULL, NULL, 'USER', '{}', 'REVOKED', 'INVITED', 'Manual', NULL, NULL, '\xbe891d0cae8d06ddf0fcb75c03ae1bb4cc925a70a3a69a22047244eea9c4a5c5', '2026-11-30 17:01:35.814+00', '2026-11-25 17:01:35.814+00', '2026-11-25 17:01:36.116+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '65d54610-3352-45c0-8e87-8ec1698087fa', '014f9d36-dc50-44fa-91ee-12bad57734d2', NULL, 'bo@birch.example', NULL, NULL, 'USER', '{}', 'INVITED', NULL, NULL, NULL, NULL, '\x3283d64e9480e89a9d9a885538ae749daf6f2ff6e12cdb5dbbd384311baabc6a', '2026-11-30 17:01:36.164+00', '2026-11-25 17:01:36.164+00', '2026-11-25 17:01:36.164+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '59fe6b5f-c3fc-45b0-b261-340f32ed05a0', NULL, 'staged@acme.example', NULL, NULL, 'USER', '{}', 'STAGED', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-25 17:01:35.814+00', '2026-11-25 17:01:35.814+00'),
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'd652cd5f-c3bc-46e3-88e4-5259c2e5e373', 'fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner@cedar.example', 'owner', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvaxRB3bydf5V8ZD/smBd46+UOr0+lbE+32QZMgp+x62l8d94b1KKE3bLqx2tQUsuqovfHAugqcjtO7Bi5A6wA5F08S8/BfzZ/lOK4RlJWVMMCsWC68Rol3GVGBnR4FCEi6kp5jMJjN/57qYu35x/3VLGDXYjG9H60TiZiXtndNPQpEL0OmnEuSC20BGwxTfB6ic9Hm4VjFdvyuIQaJljrXZ1K6KnP9JF4qm6n/D3iepRt9U7FQviZgdocOQMZyvJ72ZO9O+c3iMIWv/+fhih3l7dMiHYZJnXGqrWJKGLTwRjjyQ4OABSfGMxTNSck0D6A4SBcud192C3FZGxTW5ZdQIDAQAB', 'OWNER', '{}', 'CONFIRMED', NULL, NULL, '4.IjMs05utYLpOunfvPoBuD2nE+fQDjyl301qkF/whP6mknR6LLu+UXQieBUgxVtUfZaZxvspNwwAlsa53LK/ReeZulFlGOHGYjWgWrImwlUICzUs8ZRsxKDv5EwP8AluwKcCS8u1abspg6QmDL0FwN0MBYKmDpqODam4wdjhtAu0FbMDX2I9P+sjXim4gjwV70LJIxQJQd2ZrLX8M9zXHxNQ4yrD6qFeUY4eKvwakvh5U7EO2sN7S/rJvEIQgfIbjNRj8pjqrj3fuLXPLWnI21TBPynGjVm18EuMIfU2wdmEEt6ucOfGw2zWazUSMaNn++tMI0PTimpym6IcwUH6sKA==', NULL, NULL, NULL, '2026-11-25 17:01:34.711+00', '2026-11-25 17:01:35.27+00');
INSERT INTO public.event VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 1, 9000, '2026-11-25 17:01:33.86+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'PROVIDER', '7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 'Northwind', '{"name": "Northwind"}', 14, '127.0.0.1', '\x28933d9355e01ab53637b7e33a5f1386d5763ae456fb5a0bac691a67b60f5f13'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 2, 1801, '2026-11-25 17:01:33.86+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'PROVIDER_USER', 'e86ef04b-ffc6-4c13-8d9b-43632f027d87', 'Ada Admin', '{"type": "PROVIDER_ADMIN", "email": "admin@northwind.example"}', 14, '127.0.0.1', '\x37167be8d738491a59604c0f3457711f398f4b74772d8c47684026b5c7529b02'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 3, 1000, '2026-11-25 17:01:34.044+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', '{"device": "node"}', 14, '127.0.0.1', '\x5d76ba1e8a71c20b6df9af6899a48ee2aa2d8d21f17c05bc9f250ff4ff143092'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 4, 1800, '2026-11-25 17:01:34.122+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'PROVIDER_USER', '2ff3f742-e977-4834-a113-04a259c271dc', 'sam@northwind.example', '{"type": "SERVICE_USER", "email": "sam@northwind.example"}', 14, '127.0.0.1', '\xb657b1337251446d67f5405c84eb2011a989f305fb47492a4cc718598c56ce77'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 5, 9010, '2026-11-25 17:01:34.265+00', NULL, NULL, 'ACCOUNT', 'f1a1fe7d-760e-48a0-9e2e-c3799661cdf1', 'sam', 'PROVIDER_USER', '2ff3f742-e977-4834-a113-04a259c271dc', 'sam', '{"email": "sam@northwind.example"}', 14, '127.0.0.1', '\x26537543a1cf2919bb253557e902766df31374d436be89cf131c645d035d4574'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 6, 1801, '2026-11-25 17:01:34.376+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'PROVIDER_USER', '2ff3f742-e977-4834-a113-04a259c271dc', 'sam', '{"type": "SERVICE_USER", "email": "sam@northwind.example"}', 14, '127.0.0.1', '\x8e02d1c0f45b7a3970fb8d5d7a13120a7ab4de67eb9e47f32c5c4dcca8a6053a'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 7, 1000, '2026-11-25 17:01:34.48+00', NULL, NULL, 'ACCOUNT', 'f1a1fe7d-760e-48a0-9e2e-c3799661cdf1', 'sam', 'ACCOUNT', 'f1a1fe7d-760e-48a0-9e2e-c3799661cdf1', 'sam', '{"device": "node"}', 14, '127.0.0.1', '\x8800f7251565929729ad95c19b998ade7a0ac2cb80bb74ea42a9e503874dd658'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 8, 1800, '2026-11-25 17:01:34.538+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'PROVIDER_USER', '21bb1d5a-65d3-49bf-9fd7-be119549e4e6', 'pat@northwind.example', '{"type": "SERVICE_USER", "email": "pat@northwind.example"}', 14, '127.0.0.1', '\xfe13976b4ef3afb071554bce98792ec99751f66d95e0acd230e2da92ea4519a8'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 9, 1900, '2026-11-25 17:01:34.602+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'CLIENT', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', '{"plan": "ENTERPRISE", "seats": 10}', 14, '127.0.0.1', '\xbafe2b7c7b6d5a1d0a2b3987f5f86dc0f9967d146120ead510ffc8d45aafb6c7'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 10, 1500, '2026-11-25 17:01:34.602+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '84ef6235-1f05-4771-b11b-47b750fe2627', 'owner@acme.example', '{"role": "OWNER", "email": "owner@acme.example"}', 14, '127.0.0.1', '\xb3c38c5e946f4054522ce8e4f60cccbfe1a44870ce36592062040bfc1270291c'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 11, 1900, '2026-11-25 17:01:34.673+00', '65d54610-3352-45c0-8e87-8ec1698087fa', 'Birch', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'CLIENT', '65d54610-3352-45c0-8e87-8ec1698087fa', 'Birch', '{"plan": "TEAMS", "seats": 5}', 14, '127.0.0.1', '\xd2aa2a5adcb6db492c0cb70c7c660a019ef149088a243b6a3139e9cd1e8dcfc7'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 12, 1500, '2026-11-25 17:01:34.673+00', '65d54610-3352-45c0-8e87-8ec1698087fa', 'Birch', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '692e8101-0a7a-4ddc-b23c-a58395efee47', 'owner@birch.example', '{"role": "OWNER", "email": "owner@birch.example"}', 14, '127.0.0.1', '\x2f37250aa71ee54f25840ab3ec8e1c5eb9b0ef242acdc7d5cd48c48800e189fa'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 13, 1900, '2026-11-25 17:01:34.711+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'CLIENT', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', '{"plan": "ENTERPRISE", "seats": 5}', 14, '127.0.0.1', '\x1560ab3b94797e5cdcf965c321b0d33087808b0a1b5845696e2f68d60622da29'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 14, 1500, '2026-11-25 17:01:34.711+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', 'd652cd5f-c3bc-46e3-88e4-5259c2e5e373', 'owner@cedar.example', '{"role": "OWNER", "email": "owner@cedar.example"}', 14, '127.0.0.1', '\xed3fcddaa1fb1d63fddace6a0f2559d292d1de0af8c90888c9478ea1778eb32e'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 15, 9020, '2026-11-25 17:01:34.827+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '0085edc0-9e97-42db-951c-d13edecbd177', 'owner', 'USER', '84ef6235-1f05-4771-b11b-47b750fe2627', 'owner', '{"email": "owner@acme.example"}', 14, '127.0.0.1', '\xe40c32a07bf10500e9c31357d53684598bc55683c29973e37661c12d0e49e52e'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 16, 1501, '2026-11-25 17:01:34.923+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '84ef6235-1f05-4771-b11b-47b750fe2627', 'owner', '{"role": "OWNER", "email": "owner@acme.example"}', 14, '127.0.0.1', '\xff749fbfb080479fc4a8f8770f164294b563858269dfc000ec0605a42eee1484'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 17, 1000, '2026-11-25 17:01:35.024+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '0085edc0-9e97-42db-951c-d13edecbd177', 'owner', 'ACCOUNT', '0085edc0-9e97-42db-951c-d13edecbd177', 'owner', '{"device": "node"}', 14, '127.0.0.1', '\x6dfb90d8f2c317a92c58dfeefcff46d7b218de8bacf45bd60f8095d8d2acd4f3'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 18, 9020, '2026-11-25 17:01:35.199+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', 'fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner', 'USER', 'd652cd5f-c3bc-46e3-88e4-5259c2e5e373', 'owner', '{"email": "owner@cedar.example"}', 14, '127.0.0.1', '\xfaef0073610a996266fc8aa64c9585a42149f5492e922b8793f2750c085f3d0a'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 19, 1501, '2026-11-25 17:01:35.266+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', 'd652cd5f-c3bc-46e3-88e4-5259c2e5e373', 'owner', '{"role": "OWNER", "email": "owner@cedar.example"}', 14, '127.0.0.1', '\xffceed142ad8ee4f4f3e2d79cc75350dbc245c8114d1ea29a892d5e26c920465'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 20, 1000, '2026-11-25 17:01:35.365+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', 'fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner', 'ACCOUNT', 'fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner', '{"device": "node"}', 14, '127.0.0.1', '\x25d05e76b31cf0f374b2ffa13a399d16e1bb24681fb44aa9fdbfb6009e4c9174'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 21, 1500, '2026-11-25 17:01:35.41+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '32beaad7-6b5c-4986-be89-f8747f11b221', 'ann@acme.example', '{"role": "ADMIN", "email": "ann@acme.example"}', 14, '127.0.0.1', '\x742e1e80c990f40a4bd2e34d32cc5cb388b1f04733922a42f00ddb6ca142c2fc'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 22, 9020, '2026-11-25 17:01:35.538+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', 'b1a27e32-1ccb-4453-9e85-e0547f84b7b2', 'ann', 'USER', '32beaad7-6b5c-4986-be89-f8747f11b221', 'ann', '{"email": "ann@acme.example"}', 14, '127.0.0.1', '\xe80803f8ca1f32b4a9110e35874a1b26b40e69021b8914fd3002b9a24ed224c4'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 23, 1501, '2026-11-25 17:01:35.647+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '32beaad7-6b5c-4986-be89-f8747f11b221', 'ann', '{"role": "ADMIN", "email": "ann@acme.example"}', 14, '127.0.0.1', '\x13f7b60a57037021a9159bd6c8299859382f7ac4c81b842de5bfe762e35b33a5'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 24, 1000, '2026-11-25 17:01:35.765+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', 'b1a27e32-1ccb-4453-9e85-e0547f84b7b2', 'ann', 'ACCOUNT', 'b1a27e32-1ccb-4453-9e85-e0547f84b7b2', 'ann', '{"device": "node"}', 14, '127.0.0.1', '\xe486b0614549c91444d592df25b0b1d44331b6beebdc2b54ccff2670c6a81e03'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 25, 1500, '2026-11-25 17:01:35.814+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '1b93b76c-2260-442f-966e-94f2351e3a88', 'accepted@acme.example', '{"role": "USER", "email": "accepted@acme.example"}', 14, '127.0.0.1', '\x2ff7ef5779f571b45b3c6a1cf6eb0d76dba40ded63751a87bf0654230044cdbb'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 26, 1500, '2026-11-25 17:01:35.814+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '8f1cfd52-7b01-4fac-90d8-c218c6c5eea6', 'invited@acme.example', '{"role": "USER", "email": "invited@acme.example"}', 14, '127.0.0.1', '\x5c205bca9b69fd158b45e083b55c235b998b9de4fd83aa66926f678c06b592aa'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 27, 1500, '2026-11-25 17:01:35.814+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '98fef47d-47f9-48b2-a9d8-cc331f452dcd', 'revoked@acme.example', '{"role": "USER", "email": "revoked@acme.example"}', 14, '127.0.0.1', '\x7fa9178e8157334f841e0df2d612d93932ff93cdc9a7f174ab07e96649a9bdab'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 28, 1500, '2026-11-25 17:01:35.814+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '59fe6b5f-c3fc-45b0-b261-340f32ed05a0', 'staged@acme.example', '{"role": "USER", "email": "staged@acme.example"}', 14, '127.0.0.1', '\xc0944954fa57507ab38a7ab12518306525d1429a77a3e131758be45ca90c3039'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 29, 1500, '2026-11-25 17:01:35.814+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', 'bd5f2bd2-0cce-4672-a242-8bde79aae77e', 'removed@acme.example', '{"role": "USER", "email": "removed@acme.example"}', 14, '127.0.0.1', '\x09a2f86038b586fd8d28b3da56c3f64b904e0b4ec65ecf2e7fa3a54dfa127f4f'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 30, 9020, '2026-11-25 17:01:35.994+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '3e8495b3-7fec-4703-b1fe-1ab9c5ce343c', 'Abel Accepted', 'USER', '1b93b76c-2260-442f-966e-94f2351e3a88', 'Abel Accepted', '{"email": "accepted@acme.example"}', 14, '127.0.0.1', '\xcb0f96b9bbcf7a2ffeffb139d03e87b0278fb11b463b98fdfb24d8e3bfc66d3d'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 31, 1511, '2026-11-25 17:01:36.111+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '98fef47d-47f9-48b2-a9d8-cc331f452dcd', 'revoked@acme.example', '{"was": "INVITED", "email": "revoked@acme.example"}', 14, '127.0.0.1', '\x1cf6e5938ed850664a86c0535443763f1d113dcf137fa6d52f34e0543b7a5590'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 32, 1503, '2026-11-25 17:01:36.138+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', 'bd5f2bd2-0cce-4672-a242-8bde79aae77e', 'removed@acme.example', '{"was": "INVITED", "role": "USER", "email": "removed@acme.example"}', 14, '127.0.0.1', '\xddc637264844f86163465fb66c0eaa617670cb24dda2c3e363dd143a1fe4b318'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 33, 1500, '2026-11-25 17:01:36.164+00', '65d54610-3352-45c0-8e87-8ec1698087fa', 'Birch', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'USER', '014f9d36-dc50-44fa-91ee-12bad57734d2', 'bo@birch.example', '{"role": "USER", "email": "bo@birch.example"}', 14, '127.0.0.1', '\x1baf48af65d0cc965a327fab66f4af362a2da90a34e3c4294b9a9fb06ee60ab5'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 34, 9030, '2026-11-25 17:01:36.201+00', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'CLIENT', '843f30ad-162d-4de2-8233-40d04ab04e70', 'Acme', '{"added": 2, "seats": 12}', 14, '127.0.0.1', '\x8a9b2866b681cd90b824ced656afb806bab446c3cadd29332bcf7ae1ff76410a'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 35, 9040, '2026-11-25 17:01:36.22+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'API_TOKEN', '80c96a15-02e0-4273-8472-ecd9ad777205', 'tool', '{"name": "tool", "scopes": ["EVENTS_READ", "READ"], "clients": "all", "expiresAt": "2026-11-26T17:01:36.212Z"}', 14, '127.0.0.1', '\xf1644952c76abd4b2164300ce1ecbdd56dbcb22212ead74ca74ad868cf881f65'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 36, 1902, '2026-11-25 17:01:36.236+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'CLIENT', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', '{"plan": "ENTERPRISE", "seats": 5}', 14, '127.0.0.1', '\x25dfbded5f8d16e2bcd77c9a1f49b536128fe72f76d37f8b99d323897ecbaea8'),
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', 1, 1000, '2026-11-25 17:01:36.338+00', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'Cedar', 'ACCOUNT', 'fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner', 'ACCOUNT', 'fd616baa-fda4-456f-be8c-0f980a83bda9', 'owner', '{"device": "node"}', 14, '127.0.0.1', '\x8ca53d9354ccd5cf90f4cfc967b1dbbe88d81db3e42c4900dba23d0ce8bc436b'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 37, 1000, '2026-11-25 17:01:42.974+00', NULL, NULL, 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', 'ACCOUNT', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'Ada Admin', '{"device": "node"}', 14, '127.0.0.1', '\x89758cf605a4f00a76539bae6c7173541b6af36cd03ad3b9e1f8abbd893f44d1');
INSERT INTO public.event_head VALUES
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', 1, '\x8ca53d9354ccd5cf90f4cfc967b1dbbe88d81db3e42c4900dba23d0ce8bc436b', 1, '\x0000000000000000000000000000000000000000000000000000000000000000'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 37, '\x89758cf605a4f00a76539bae6c7173541b6af36cd03ad3b9e1f8abbd893f44d1', 1, '\x0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.idempotency VALUES
	('77d056eb-504a-4c68-8208-ba438f3e64a0', 'seats-0001', '\x8e5c3c6afcf56274c0154a08100d4b95238177877c4f29bcde72e30ae5c3f434', '{"id": "843f30ad-162d-4de2-8233-40d04ab04e70", "entity": "Client"}', '2026-11-25 17:01:36.201195+00');
INSERT INTO public.mail VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', NULL, 'b30561fa-452b-4318-a10a-04f74b8519ba', 'sam@northwind.example', 'Invitation to Northwind', 'Ada Admin invites you to join Northwind in Wardroom.
Open this link within five days: http://localhost:29402/invitation#qv3fOYyzSHo7ltVQe_uWkQQsde5GP2Q6Z5-fLl0c5vI
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Northwind。
请在五天内打开此链接：http://localhost:29402/invitation#qv3fOYyzSHo7ltVQe_uWkQQsde5GP2Q6Z5-fLl0c5vI
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:34.122+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', NULL, '942656a3-c7b3-4683-a48c-153cfda4ab4b', 'admin@northwind.example', 'sam@northwind.example accepted the invitation to Northwind', 'sam@northwind.example accepted the invitation to Northwind and waits to be confirmed.
Compare the fingerprint phrase, then confirm: http://localhost:29402/team
—
sam@northwind.example 已接受 Northwind 的邀请，正在等待确认。
请核对指纹短语后确认：http://localhost:29402/team
', '2026-11-25 17:01:34.265+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', NULL, 'fbe06df0-d4c0-44d6-bddd-abb1c9287fed', 'sam@northwind.example', 'You are now a member of Northwind', 'You were confirmed as a member of Northwind. Sign in: http://localhost:29402
—
您已被确认为 Northwind 的成员。登录：http://localhost:29402
', '2026-11-25 17:01:34.376+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', NULL, '7076e23c-f49c-4d76-bb1e-08b2a592ea7a', 'pat@northwind.example', 'Invitation to Northwind', 'Ada Admin invites you to join Northwind in Wardroom.
Open this link within five days: http://localhost:29402/invitation#SdwSOJJ47kv_oVyAilTowQ1xdhzu8nxqeyB4ts4UXKY
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Northwind。
请在五天内打开此链接：http://localhost:29402/invitation#SdwSOJJ47kv_oVyAilTowQ1xdhzu8nxqeyB4ts4UXKY
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:34.538+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', 'e920299d-320d-4339-be64-85d477804ca4', 'owner@acme.example', 'Invitation to Acme', 'Northwind invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#ITIyI5V65om7pHzpe2z1nCtOJDwJut_J4t2iBnyMqhw
If you did not expect this, ignore it; nothing happens then.
—
Northwind 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#ITIyI5V65om7pHzpe2z1nCtOJDwJut_J4t2iBnyMqhw
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:34.602+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '65d54610-3352-45c0-8e87-8ec1698087fa', '649daa07-8d33-4d54-a2fc-0ce5c8181ebe', 'owner@birch.example', 'Invitation to Birch', 'Northwind invites you to join Birch in Wardroom.
Open this link within five days: http://localhost:29402/invitation#QkmbvJFrBnQgQGTW0yJs-9k0_U7ErGtPwUENgdM1rAQ
If you did not expect this, ignore it; nothing happens then.
—
Northwind 邀请您加入 Wardroom 中的 Birch。
请在五天内打开此链接：http://localhost:29402/invitation#QkmbvJFrBnQgQGTW0yJs-9k0_U7ErGtPwUENgdM1rAQ
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:34.673+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '419ee67e-d61d-4b44-9713-3cfc1f091909', 'owner@acme.example', 'You are now a member of Acme', 'You were confirmed as a member of Acme. Sign in: http://localhost:29402
—
您已被确认为 Acme 的成员。登录：http://localhost:29402
', '2026-11-25 17:01:34.923+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '257d4786-2b96-4987-b840-a63b51f3d57b', 'ann@acme.example', 'Invitation to Acme', 'Ada Admin invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#sN1ibzE-UEmNax9tz4ARPK7rs45vEn_XmxO-h30ihA4
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#sN1ibzE-UEmNax9tz4ARPK7rs45vEn_XmxO-h30ihA4
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:35.41+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '013a15f4-4b88-41f9-9cb1-4c82ee5eb340', 'owner@acme.example', 'ann@acme.example accepted the invitation to Acme', 'ann@acme.example accepted the invitation to Acme and waits to be confirmed.
Compare the fingerprint phrase, then confirm: http://localhost:29402/clients/843f30ad-162d-4de2-8233-40d04ab04e70/users
—
ann@acme.example 已接受 Acme 的邀请，正在等待确认。
请核对指纹短语后确认：http://localhost:29402/clients/843f30ad-162d-4de2-8233-40d04ab04e70/users
', '2026-11-25 17:01:35.538+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '7a31d110-7b0e-4065-a90e-914e1a6bb84e', 'ann@acme.example', 'You are now a member of Acme', 'You were confirmed as a member of Acme. Sign in: http://localhost:29402
—
您已被确认为 Acme 的成员。登录：http://localhost:29402
', '2026-11-25 17:01:35.647+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', 'f68d3aa5-48f9-4577-9e72-6b4e73ae2765', 'accepted@acme.example', 'Invitation to Acme', 'Ada Admin invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#TO7BLIsDjLqBjmyGl2-E6KyTHqW6HA3kWHJ1XXSIknE
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#TO7BLIsDjLqBjmyGl2-E6KyTHqW6HA3kWHJ1XXSIknE
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:35.814+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '97311adc-a8df-41ae-aa7f-1cad3203a9d0', 'invited@acme.example', 'Invitation to Acme', 'Ada Admin invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#SNOZA9L_fXS_CGE_oIcL3OVjXZxVVTeYkUgHY4sFoH4
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#SNOZA9L_fXS_CGE_oIcL3OVjXZxVVTeYkUgHY4sFoH4
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:35.814+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', 'fde55dac-1729-463d-bf68-01d7a3766e2a', 'revoked@acme.example', 'Invitation to Acme', 'Ada Admin invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#let8z-Uwb8i3Rdb4KYwXxz3yWqm5W3DjKS805-cj8Y4
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#let8z-Uwb8i3Rdb4KYwXxz3yWqm5W3DjKS805-cj8Y4
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:35.814+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', 'd3862210-b059-4853-ac2a-6e4b22cbdcad', 'staged@acme.example', 'Invitation to Acme', 'Ada Admin invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#B5yW11amK_LsA1eWpuFN0yBTmMYk3AG4MCjMUWxn6q0
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#B5yW11amK_LsA1eWpuFN0yBTmMYk3AG4MCjMUWxn6q0
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:35.814+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '24204913-b50a-407c-9c5b-5e53b48a6e53', 'removed@acme.example', 'Invitation to Acme', 'Ada Admin invites you to join Acme in Wardroom.
Open this link within five days: http://localhost:29402/invitation#koZbfzqKPtFVRi9uxYQRLFnL88iOLTWORcrYjdiPhkQ
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Acme。
请在五天内打开此链接：http://localhost:29402/invitation#koZbfzqKPtFVRi9uxYQRLFnL88iOLTWORcrYjdiPhkQ
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:35.814+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', 'c62cbf4d-5abd-4dbd-8a2a-9de9969146d3', 'owner@acme.example', 'accepted@acme.example accepted the invitation to Acme', 'accepted@acme.example accepted the invitation to Acme and waits to be confirmed.
Compare the fingerprint phrase, then confirm: http://localhost:29402/clients/843f30ad-162d-4de2-8233-40d04ab04e70/users
—
accepted@acme.example 已接受 Acme 的邀请，正在等待确认。
请核对指纹短语后确认：http://localhost:29402/clients/843f30ad-162d-4de2-8233-40d04ab04e70/users
', '2026-11-25 17:01:35.994+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '843f30ad-162d-4de2-8233-40d04ab04e70', '8e894e28-3e87-453b-97de-a8b83f91fa28', 'ann@acme.example', 'accepted@acme.example accepted the invitation to Acme', 'accepted@acme.example accepted the invitation to Acme and waits to be confirmed.
Compare the fingerprint phrase, then confirm: http://localhost:29402/clients/843f30ad-162d-4de2-8233-40d04ab04e70/users
—
accepted@acme.example 已接受 Acme 的邀请，正在等待确认。
请核对指纹短语后确认：http://localhost:29402/clients/843f30ad-162d-4de2-8233-40d04ab04e70/users
', '2026-11-25 17:01:35.994+00', NULL),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '65d54610-3352-45c0-8e87-8ec1698087fa', '7fd7363d-9ffa-4460-a4f7-38f03deca84f', 'bo@birch.example', 'Invitation to Birch', 'Ada Admin invites you to join Birch in Wardroom.
Open this link within five days: http://localhost:29402/invitation#_kHP9VUXdPf0iYWgeGJKiXymO2iWtRtridu7vSYbIVc
If you did not expect this, ignore it; nothing happens then.
—
Ada Admin 邀请您加入 Wardroom 中的 Birch。
请在五天内打开此链接：http://localhost:29402/invitation#_kHP9VUXdPf0iYWgeGJKiXymO2iWtRtridu7vSYbIVc
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:36.164+00', NULL),
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', '97b639d0-46c1-4140-ae86-5d2cede67c0a', '9ef9838b-ff25-42bc-96c6-9948d79f3855', 'owner@cedar.example', 'Invitation to Cedar', 'Northwind invites you to join Cedar in Wardroom.
Open this link within five days: http://localhost:29402/invitation#0ekGlHfk-CosopAmm5mcz3yN9oEaCn8Qh3OPOwHMnis
If you did not expect this, ignore it; nothing happens then.
—
Northwind 邀请您加入 Wardroom 中的 Cedar。
请在五天内打开此链接：http://localhost:29402/invitation#0ekGlHfk-CosopAmm5mcz3yN9oEaCn8Qh3OPOwHMnis
如果这不是您期待的邮件，请忽略，不会发生任何事情。
', '2026-11-25 17:01:34.711+00', NULL),
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', '97b639d0-46c1-4140-ae86-5d2cede67c0a', 'ed8d5fb1-85d5-4016-b695-6046d3241742', 'owner@cedar.example', 'You are now a member of Cedar', 'You were confirmed as a member of Cedar. Sign in: http://localhost:29402
—
您已被确认为 Cedar 的成员。登录：http://localhost:29402
', '2026-11-25 17:01:35.266+00', NULL);
INSERT INTO public.mikro_orm_migrations VALUES
	(1, '2026-11-first', '2026-11-25 17:01:33.194775+00');
INSERT INTO public.provider VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 'Northwind', 'MSP', false, '2026-11-25 17:01:33.86+00'),
	('970bf2ae-df58-4d5c-98e7-b38f8f16ee2a', 'Cedar', 'INDEPENDENT', false, '2026-11-25 17:01:36.236+00');
INSERT INTO public.provider_user VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 'e86ef04b-ffc6-4c13-8d9b-43632f027d87', '77d056eb-504a-4c68-8208-ba438f3e64a0', 'admin@northwind.example', 'Ada Admin', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4FleZhpHTPya+QGDTUTzfPEpHI3leLTQefskhSQl9gQ+dijS9WlvfkCdKDzTHy/oGxTAPq4x2h9G06OvDJpIiQe1MrUzRmYMMNbK0lAosQyHhag2FGajFeyHzTKl6mqmZMExM/RsCQD/rn+oCL9K9rSaAtkO/Cu0d1aNUr18rQtrAplDGG16mOkmg2GXHmL6xaXw3xA40clCGP6UWxqMcMnTDP9/0IrEWcBWDgjMQx0JUh0ARLyIX08iTRT5LV1v9bUDV0C3RfPRX81Sx3s9FdSRDv6XV/ARSPl7Wh6e4LgzmPavfIN2S/CPcHCZ87pifaQHQ291PImStjca/LzWGQIDAQAB', 'PROVIDER_ADMIN', 'CONFIRMED', '4.fX7myV8tyBZ49VMudUKAcIX7T9NxTKy9XTXaa4R1NL78gsYqyeYovUtsvbiVA93Kv3GhONI0R8FtaGeWww56aaoq+GwBqCZnM7PQFVfgg/0uSHBf3jZVYdymncpXb8dMJmHeRp471+wX23saDvx5c3iZNN/PwG/NafEmY5p/h3Kik4X1vXDo1jfnaKHtJIj16At83gifCt+CwF4eFYoYgCcZpIuT4QyDv9Z6y/VCIV4BBVKpA2qNMjDr1/px2a5+UIYe95KHvTJ6lTfMSO3Egmg1Lc2UFaX3RGXsEyXdiXesV0kcxdi94q6vfXRTY6czpcl7Zwu2U6ywdeBPhL4WuA==', NULL, NULL, '2026-11-25 17:01:33.86+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '2ff3f742-e977-4834-a113-04a259c271dc', 'f1a1fe7d-760e-48a0-9e2e-c3799661cdf1', 'sam@northwind.example', 'sam', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5Jh6aRWLkvpMW61QS1BlNpRvN88s22Sx0yQb+xi/CIPB5xCxC/1lA66Sr86jB6e3TKsYS7Oe06XJFOcKriE5pNfg9Ydpa6GxCoIJz2tLE7HUBIgFi904wIoj8mrxeMxdcdoqvt/53o0hvhAnT+Yp05w5XCUnI+5Mqc8fz9iPEkwluxnhVBsDGhrd7P/S0x1zxq4sue984s+LulkC3U0ibQbNEL1diYhSVYs1s0xYgi2grjLVxI/ljZx/tPNLI/EelQkg6+pts8O6wwjjp/lKk5Jy5NzQHoeTCn7mq9M3FbtvawHqyxCsWcaSrIdTH/DSwP5vtWELnt2z1TALkGZAPwIDAQAB', 'SERVICE_USER', 'CONFIRMED', '4.GIX/EOC4opE2IFDnJVMkiZBGw1gxNkywfFLfR4f7vsBhy1g/yIueUEXyQ03Kx6QbAg6PVwVI+U95HbdRM18rOpOIcHErBMifs1/OboTXdprGqGRkOzSSDCFvnKvVqRQf7VVzbx0DkK1w0BtJg6cyNpwN+WGP02ElJsb9DiC8d/Z7hGvy+io7PzG634iwBVuX2E4P8ARy+jCe89NjCqdITwPFkm+ivYNBHvvZqvlDYMJJ8qfqS7J3S/AAwbMyN77zJw/6clUiP1rQHpO1ij0DF/yFu++78rrVyYylzrMJxkveqzL+EvKJvOz/BU261pWxMqfR4+2WL9Zx0OqwMa27yw==', NULL, NULL, '2026-11-25 17:01:34.122+00'),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', '21bb1d5a-65d3-49bf-9fd7-be119549e4e6', NULL, 'pat@northwind.example', NULL, NULL, 'SERVICE_USER', 'INVITED', NULL, '\xec4f8746b25593b783f925f1c3fc0b944b6b28b623dd253768d7de13c0788c26', '2026-11-30 17:01:34.538+00', '2026-11-25 17:01:34.538+00');
INSERT INTO public.rate_limit VALUES
	('invitationByAddress:127.0.0.1', 5, 1795626994265),
	('readyz', 1, NULL),
	('preloginByAddress:127.0.0.1', 7, 1795626993950),
	('signInByAll:', 7, 1795626154044),
	('signInByAddress:127.0.0.1', 7, 1795626994046);
INSERT INTO public.seat_pool VALUES
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 'TEAMS', 100),
	('7cdaccbc-b2a6-475d-a43b-19a0e7639f1d', 'ENTERPRISE', 100);
INSERT INTO public.session VALUES
	('28f60a7a-befd-4969-bec4-f9d8f0987499', '77d056eb-504a-4c68-8208-ba438f3e64a0', '\x257830620aa10c90ec6f6f08597fa62742e7d04ed1485a6b3e337648cbbd71f0', '\xa195d3d4759f0567a2df1df5320daf1483f288b1148f173c75d6f4f25549382a', NULL, '2026-11-25 17:01:34.044+00', false, 14, 'node', '127.0.0.1', true, '2026-11-25 17:01:34.044+00', '2026-11-25 17:01:34.044+00', '2026-11-26 05:01:34.044+00', NULL),
	('ca991ab7-1438-4340-b9f7-d0bef00520e5', 'f1a1fe7d-760e-48a0-9e2e-c3799661cdf1', '\x1944834dbdb4c517caba3338e203eeda6fb1067b1136b1dcda3ae1df98d716e5', '\x4bca64d805274a5d8b8894e53b98f73515e66c722dd8ffa807b7d042f2a63535', NULL, '2026-11-25 17:01:34.48+00', false, 14, 'node', '127.0.0.1', true, '2026-11-25 17:01:34.48+00', '2026-11-25 17:01:34.48+00', '2026-11-26 05:01:34.48+00', NULL),
	('38aa0fb9-acc7-47ed-8525-7656501a23cc', '0085edc0-9e97-42db-951c-d13edecbd177', '\x7ae94cb4eb816eab6c062b95f3ac58ffda90e4bfd3cbdaf968acf87523bdbf15', '\x496a5d4315ba0478bd28d5c60c5d4ba55fcb3857f237344acaab5e4d43242585', NULL, '2026-11-25 17:01:35.024+00', false, 14, 'node', '127.0.0.1', false, '2026-11-25 17:01:35.024+00', '2026-11-25 17:01:35.024+00', '2026-12-25 17:01:35.024+00', NULL),
	('0c8d707e-cb97-4511-9dc9-ad7e553105d3', 'fd616baa-fda4-456f-be8c-0f980a83bda9', '\xfc88f28ece5f16fd33ea85a654b0f59b222f35d72b212c0e5f1e27388ed73183', '\x8df057bf28eda12e2baf95f1e2a5e035be9d1932b5cf3c3b5988b82219fd8077', NULL, '2026-11-25 17:01:35.365+00', false, 14, 'node', '127.0.0.1', false, '2026-11-25 17:01:35.365+00', '2026-11-25 17:01:35.365+00', '2026-12-25 17:01:35.365+00', NULL),
	('3fe2835e-cf0d-4054-9820-3516d9523682', 'b1a27e32-1ccb-4453-9e85-e0547f84b7b2', '\x08e3a9b29b25ef8ba0b9e18054ef48bdb40248b76bddb3f0d03b027ecea04246', '\x8312d1146dc17dc6c7858807e1cf7fb23dde9551587a34058e87d812c09452ba', NULL, '2026-11-25 17:01:35.765+00', false, 14, 'node', '127.0.0.1', false, '2026-11-25 17:01:35.765+00', '2026-11-25 17:01:35.765+00', '2026-12-25 17:01:35.765+00', NULL),
	('c5925500-4a2a-416f-b587-1004b7bc0c6f', 'fd616baa-fda4-456f-be8c-0f980a83bda9', '\x5e52576f7eecf616b0d0caedeee5f8bb8d92cffb8264704764e72341ae3a916b', '\x19f68460a04a76ae1d87a8e324ef9f44f26763932c4bd330785ebd6879f40aef', NULL, '2026-11-25 17:01:36.338+00', false, 14, 'node', '127.0.0.1', false, '2026-11-25 17:01:36.338+00', '2026-11-25 17:01:36.338+00', '2026-12-25 17:01:36.338+00', NULL),
	('79dabab2-c41e-406c-a677-2d71156217b4', '77d056eb-504a-4c68-8208-ba438f3e64a0', '\x7505db1653f1de5fcdbb64a394025c3b820e36f94a84af26643a174e76c9dd8f', '\x23d7b6fcb78be116d98f60e43b0fc590b850e9fba1922eef4da0c3df510eef38', NULL, '2026-11-25 17:01:42.974+00', false, 14, 'node', '127.0.0.1', true, '2026-11-25 17:01:42.974+00', '2026-11-25 17:01:42.974+00', '2026-11-26 05:01:42.974+00', NULL);
SELECT pg_catalog.setval('public.mikro_orm_migrations_id_seq', 1, true);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_email_key UNIQUE (email);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_id_key UNIQUE (id);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (provider_id, id);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_id_key UNIQUE (id);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (provider_id, id);
ALTER TABLE ONLY public.client_user
    ADD CONSTRAINT client_user_client_id_email_key UNIQUE (client_id, email);
ALTER TABLE ONLY public.client_user
    ADD CONSTRAINT client_user_id_key UNIQUE (id);
ALTER TABLE ONLY public.client_user
    ADD CONSTRAINT client_user_invitation_hash_key UNIQUE (invitation_hash);
ALTER TABLE ONLY public.client_user
    ADD CONSTRAINT client_user_pkey PRIMARY KEY (client_id, id);
ALTER TABLE ONLY public.event_head
    ADD CONSTRAINT event_head_pkey PRIMARY KEY (provider_id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (provider_id, seq);
ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (actor_id, key);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_id_key UNIQUE (id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (provider_id, id);
ALTER TABLE ONLY public.mikro_orm_migrations
    ADD CONSTRAINT mikro_orm_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.provider_user
    ADD CONSTRAINT provider_user_id_key UNIQUE (id);
ALTER TABLE ONLY public.provider_user
    ADD CONSTRAINT provider_user_invitation_hash_key UNIQUE (invitation_hash);
ALTER TABLE ONLY public.provider_user
    ADD CONSTRAINT provider_user_pkey PRIMARY KEY (provider_id, id);
ALTER TABLE ONLY public.provider_user
    ADD CONSTRAINT provider_user_provider_id_email_key UNIQUE (provider_id, email);
ALTER TABLE ONLY public.rate_limit
    ADD CONSTRAINT rate_limit_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.seat_pool
    ADD CONSTRAINT seat_pool_pkey PRIMARY KEY (provider_id, plan);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_family_hash_key UNIQUE (family_hash);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
CREATE INDEX client_provider_id_lower_id_idx ON public.client USING btree (provider_id, lower(name), id);
CREATE INDEX client_user_account_id_idx ON public.client_user USING btree (account_id);
CREATE INDEX client_user_client_id_status_idx ON public.client_user USING btree (client_id, status);
CREATE INDEX client_user_provider_id_client_id_status_idx ON public.client_user USING btree (provider_id, client_id, status);
CREATE INDEX event_client_id_seq_idx ON public.event USING btree (client_id, seq);
CREATE INDEX event_provider_id_actor_id_seq_idx ON public.event USING btree (provider_id, actor_id, seq);
CREATE INDEX event_provider_id_at_idx ON public.event USING btree (provider_id, at);
CREATE INDEX event_provider_id_code_seq_idx ON public.event USING btree (provider_id, code, seq);
CREATE INDEX event_provider_id_subject_id_seq_idx ON public.event USING btree (provider_id, subject_id, seq);
CREATE INDEX idempotency_created_at_idx ON public.idempotency USING btree (created_at);
CREATE INDEX mail_created_at_idx ON public.mail USING btree (created_at);
CREATE INDEX provider_user_account_id_idx ON public.provider_user USING btree (account_id);
CREATE INDEX session_account_id_idx ON public.session USING btree (account_id);
CREATE UNIQUE INDEX session_refresh_hash_idx ON public.session USING btree (refresh_hash);
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT api_token_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider(id);
ALTER TABLE ONLY public.client_user
    ADD CONSTRAINT client_user_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.client_user
    ADD CONSTRAINT client_user_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES public.client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE ONLY public.event_head
    ADD CONSTRAINT event_head_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider(id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.event_head(provider_id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_provider_id_client_id_fkey FOREIGN KEY (provider_id, client_id) REFERENCES public.client(provider_id, id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.provider_user
    ADD CONSTRAINT provider_user_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.provider_user
    ADD CONSTRAINT provider_user_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.seat_pool
    ADD CONSTRAINT seat_pool_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE public.api_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.client ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.client_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.event_head ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON public.api_token TO wardroom_app USING (true);
CREATE POLICY everything ON public.client TO wardroom_app USING (true);
CREATE POLICY everything ON public.client_user TO wardroom_app USING (true);
CREATE POLICY everything ON public.event TO wardroom_app USING (true);
CREATE POLICY everything ON public.event_head TO wardroom_app USING (true);
CREATE POLICY everything ON public.idempotency TO wardroom_app USING (true);
CREATE POLICY everything ON public.mail TO wardroom_app USING (true);
CREATE POLICY everything ON public.provider TO wardroom_app USING (true);
CREATE POLICY everything ON public.provider_user TO wardroom_app USING (true);
CREATE POLICY everything ON public.seat_pool TO wardroom_app USING (true);
CREATE POLICY everything_for_system ON public.api_token TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.client TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.client_user TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.event TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.event_head TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.idempotency TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.mail TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.provider TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.provider_user TO wardroom_system USING (true);
CREATE POLICY everything_for_system ON public.seat_pool TO wardroom_system USING (true);
ALTER TABLE public.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner ON public.api_token TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.client TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.client_user TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.event TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.event_head TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.idempotency TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.mail TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.provider TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.provider_user TO CURRENT_USER USING (true);
CREATE POLICY owner ON public.seat_pool TO CURRENT_USER USING (true);
ALTER TABLE public.provider ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.provider_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.seat_pool ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON public.api_token AS RESTRICTIVE TO wardroom_app USING ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
CREATE POLICY tenant ON public.client AS RESTRICTIVE TO wardroom_app USING (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))));
CREATE POLICY tenant ON public.client_user AS RESTRICTIVE TO wardroom_app USING (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))));
CREATE POLICY tenant ON public.event AS RESTRICTIVE TO wardroom_app USING (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))));
CREATE POLICY tenant ON public.event_head AS RESTRICTIVE TO wardroom_app USING (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (provider_id IN ( SELECT c.provider_id
   FROM public.client c
  WHERE (c.id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))))));
CREATE POLICY tenant ON public.idempotency AS RESTRICTIVE TO wardroom_app USING ((actor_id = ( SELECT (current_setting('app.actor'::text))::uuid AS current_setting)));
CREATE POLICY tenant ON public.mail AS RESTRICTIVE TO wardroom_app USING (((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])) OR (client_id = ANY (( SELECT (current_setting('app.clients'::text))::uuid[] AS current_setting)::uuid[]))));
CREATE POLICY tenant ON public.provider AS RESTRICTIVE TO wardroom_app USING ((id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
CREATE POLICY tenant ON public.provider_user AS RESTRICTIVE TO wardroom_app USING ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
CREATE POLICY tenant ON public.seat_pool AS RESTRICTIVE TO wardroom_app USING ((provider_id = ANY (( SELECT (current_setting('app.providers'::text))::uuid[] AS current_setting)::uuid[])));
GRANT USAGE ON SCHEMA public TO wardroom_app;
GRANT USAGE ON SCHEMA public TO wardroom_system;
REVOKE ALL ON FUNCTION public.append_events(log uuid, entries jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.append_events(log uuid, entries jsonb) TO wardroom_system;
GRANT ALL ON FUNCTION public.append_events(log uuid, entries jsonb) TO wardroom_app;
REVOKE ALL ON FUNCTION public.expire_events(log uuid, before timestamp with time zone, at_most integer, OUT first bigint, OUT last bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.expire_events(log uuid, before timestamp with time zone, at_most integer, OUT first bigint, OUT last bigint) TO wardroom_system;
REVOKE ALL ON FUNCTION public.refuse_change() FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_token TO wardroom_app;
GRANT SELECT,UPDATE ON TABLE public.api_token TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client TO wardroom_app;
GRANT SELECT ON TABLE public.client TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.client_user TO wardroom_app;
GRANT SELECT ON TABLE public.client_user TO wardroom_system;
GRANT SELECT ON TABLE public.event TO wardroom_app;
GRANT SELECT ON TABLE public.event TO wardroom_system;
GRANT SELECT,INSERT ON TABLE public.event_head TO wardroom_app;
GRANT SELECT ON TABLE public.event_head TO wardroom_system;
GRANT SELECT,INSERT ON TABLE public.idempotency TO wardroom_app;
GRANT SELECT,DELETE ON TABLE public.idempotency TO wardroom_system;
GRANT INSERT ON TABLE public.mail TO wardroom_app;
GRANT SELECT,DELETE,UPDATE ON TABLE public.mail TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.provider TO wardroom_app;
GRANT SELECT ON TABLE public.provider TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.provider_user TO wardroom_app;
GRANT SELECT ON TABLE public.provider_user TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rate_limit TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.seat_pool TO wardroom_app;
GRANT SELECT ON TABLE public.seat_pool TO wardroom_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO wardroom_system;
