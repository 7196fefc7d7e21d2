"""What a workspace is in a database: a schema of its own, made and brought up to date by one migration.

People's roles may read, and append by one function that runs as the owner: it moves the head from the sequence that
the writer expects, so that entries are numbered without a gap and nobody reads past one that is not there yet; whoever
was not first learns it as soon as the first one's commit is done. Who commits is the role of the session.

Where the server has no functions, people's roles may insert entries, behind the one that is the last: the primary key
lets one of several in, and who commits is as it says, as in a folder.
"""

#: The version of the schema that this program makes and reads.
VERSION = 1

TABLES = """
CREATE TABLE {schema}.about (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), version integer NOT NULL, header bytea NOT NULL,
    functions boolean NOT NULL DEFAULT true
);
CREATE TABLE {schema}.head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), seq bigint NOT NULL, chain bigint NOT NULL, moved_to text
);
CREATE TABLE {schema}.entry (
    seq bigint PRIMARY KEY CHECK (seq > 0), op text NOT NULL UNIQUE, chain bigint NOT NULL, body bytea NOT NULL
);
CREATE TABLE {schema}.person (role name PRIMARY KEY, login text NOT NULL);
CREATE TABLE {schema}.checkpoint (
    seq bigint NOT NULL, part integer NOT NULL, chain bigint NOT NULL, data bytea NOT NULL, PRIMARY KEY (seq, part)
);
"""

#: What is said once more further on in an entry would count for whoever reads it; no text of PostgreSQL holds a NUL.
#: The row of the head is taken by the update, which waits for whoever has it and then looks once more: an entry that is
#: sent twice expects the same head twice, so that the second finds it moved.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION {schema}.hold() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = {schema}, pg_temp AS $$
BEGIN
    PERFORM set_config('idle_in_transaction_session_timeout', '20s', true);
    PERFORM 1 FROM head FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION {schema}.append(
    expected bigint, standing bigint, op_id text, following bigint, moment text, who text, body bytea
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
    known bigint;
    nul text := chr(92) || 'u0000';
    said bytea := convert_to(format('{"v":1,"seq":%s,"op":%s,"at":%s,"who":%s,', expected + 1, to_json(op_id),
        to_json(moment), to_json(who)), 'UTF8');
BEGIN
    IF who <> '' AND who IS DISTINCT FROM (SELECT login FROM person WHERE role = session_user)
        OR substring(body FOR octet_length(said)) <> said
        OR (SELECT (x.seq, x.op, x.at, x.who) IS DISTINCT FROM (expected + 1, op_id, moment, append.who)
            FROM json_to_record(replace(convert_from(body, getdatabaseencoding()), nul, chr(92) || 'u0001')::json)
            AS x(seq bigint, op text, at text, who text))
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'an entry is in the name of the role that appends it';
    END IF;
    UPDATE head SET seq = expected + 1, chain = following
        WHERE seq = expected AND chain = standing AND moved_to IS NULL;
    IF NOT FOUND THEN
        SELECT seq INTO known FROM entry WHERE op = op_id;
        RETURN coalesce(-known, 0);
    END IF;
    INSERT INTO entry (seq, op, chain, body) VALUES (expected + 1, op_id, following, body);
    PERFORM pg_notify({channel}, (expected + 1)::text);
    RETURN expected + 1;
END $$;
"""

#: Instead of them, without any: the head is wherever the last entry is. It can be marked as moved all the same.
PLAIN = """
ALTER TABLE {schema}.head RENAME TO origin;
CREATE VIEW {schema}.head AS SELECT one,
    coalesce((SELECT seq FROM {schema}.entry ORDER BY seq DESC LIMIT 1), seq) AS seq,
    coalesce((SELECT chain FROM {schema}.entry ORDER BY seq DESC LIMIT 1), chain) AS chain, moved_to
FROM {schema}.origin;
UPDATE {schema}.about SET functions = false;
"""

#: What a person's role may do, and one of the two below: nothing else.
GRANTS = """
GRANT USAGE ON SCHEMA {schema} TO {role};
GRANT SELECT ON {schema}.about, {schema}.head, {schema}.entry, {schema}.person, {schema}.checkpoint TO {role};
"""
GRANTS_FUNCTIONS = "GRANT EXECUTE ON FUNCTION {schema}.append, {schema}.hold TO {role}"
GRANTS_PLAIN = "GRANT INSERT ON {schema}.entry TO {role}"
#: Nobody else may call what runs as the owner.
CLOSED = """
REVOKE ALL ON SCHEMA {schema} FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC;
"""
