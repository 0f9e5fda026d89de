-- PostgreSQL itself keeps tenants apart: docs/decisions/0116. Three roles, which own nothing and bypass nothing:
--
--   parley_app      the work of one tenant: rows of the tenant in the setting parley.tenant, and of no other
--   parley_duties   work that crosses tenants: projections, wake-ups, leases, sweeps
--   parley_journal  adds events of any tenant, and reads nothing
--
-- The program creates them before this migration, or says how (Roles).
DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO parley_app, parley_duties, parley_journal', current_schema());
END $$;

-- For every table with a column `tenant`; later migrations call it for theirs. Two policies, of which each role has one, so that neither
-- is read with an OR. The second is the same for all rows, and is decided once a statement: parley_duties sees what its grants allow;
-- the owner, a member, sees rows only in a connection that says so, for migrations, dumps and repairs. That is, once the program has
-- forced it (Enforcement): nodes of the release before this one work as the owner, and are still running when this migration is applied.
CREATE FUNCTION parley_separate_tenants(of_table regclass, own_rows text DEFAULT 'tenant = current_setting(''parley.tenant'', true)')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_table);
  EXECUTE format('CREATE POLICY own_tenant ON %s TO parley_app USING (%s) WITH CHECK (%s)', of_table, own_rows, own_rows);
  EXECUTE format(
    'CREATE POLICY every_tenant ON %s TO parley_duties USING (%s) WITH CHECK (%s)', of_table,
    'current_user = ''parley_duties'' OR current_setting(''parley.maintenance'', true) = ''on''',
    'current_user = ''parley_duties'' OR current_setting(''parley.maintenance'', true) = ''on''');
END $$;
REVOKE EXECUTE ON FUNCTION parley_separate_tenants FROM PUBLIC;

DO $$
DECLARE
  each_table text;
BEGIN
  FOREACH each_table IN ARRAY ARRAY[
    'article', 'article_removed', 'article_version', 'asked_forgotten', 'asked_group', 'asked_question', 'budget_account',
    'budget_lease', 'call_in_doubt', 'call_out', 'call_out_event', 'customer_order', 'dead_letter', 'do_not_call', 'feed_gap',
    'knowledge_collection', 'knowledge_source', 'knowledge_source_page', 'knowledge_source_run', 'knowledge_version', 'memory',
    'memory_correction', 'model_usage', 'phone_call', 'recording', 'recording_segment', 'sample_data', 'secret', 'session_damage',
    'session_index', 'start_request', 'ticket', 'ticket_given_up', 'token_revocation', 'tool_approval', 'tool_result', 'tool_sign_in',
    'tool_sign_in_begun', 'tool_source']
  LOOP
    PERFORM parley_separate_tenants(each_table::regclass);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parley_app', each_table);
  END LOOP;
END $$;

-- The journal's tables belong to the plugin and have no such column: a persistence id begins with 'Session|', the tenant and ':'.
-- A column made from it would rewrite the table and lengthen every row. The text is made once a statement (SELECT), not for every row.
DO $$
DECLARE
  of_tenant text := 'starts_with(persistence_id, (SELECT ''Session|'' || current_setting(''parley.tenant'', true) || '':''))';
BEGIN
  PERFORM parley_separate_tenants('event_journal', of_tenant);
  PERFORM parley_separate_tenants('snapshot', of_tenant);
END $$;
GRANT SELECT ON event_journal TO parley_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot TO parley_app;

-- Many sessions' events are one statement, so the writer has no tenant. It cannot read them back.
CREATE POLICY append ON event_journal FOR INSERT TO parley_journal WITH CHECK (true);
GRANT INSERT ON event_journal TO parley_journal;
GRANT USAGE ON SEQUENCE event_journal_ordering_seq TO parley_journal;

-- Not in use: nobody has a policy.
ALTER TABLE event_tag ENABLE ROW LEVEL SECURITY;

-- Tables without a tenant that a tenant's work needs: the number of the last change, and the lock of the index.
GRANT SELECT, UPDATE ON tool_source_change, projection_offset TO parley_app;
GRANT USAGE ON SEQUENCE ticket_number, tool_sign_in_version TO parley_app;
-- Imported tickets keep their numbers.
GRANT SELECT, UPDATE ON SEQUENCE ticket_number TO parley_app;
-- The vector of a memory that is deleted.
GRANT SELECT (hash), DELETE ON embedding TO parley_app;

-- Duties, one by one. UPDATE of a column that is not changed lets a statement lock rows.
-- Projections and feeds.
GRANT SELECT ON event_journal TO parley_duties;
GRANT SELECT ON SEQUENCE event_journal_ordering_seq TO parley_duties;
GRANT SELECT, INSERT, UPDATE ON projection_offset, session_index TO parley_duties;
GRANT SELECT, INSERT, UPDATE, DELETE ON feed_gap, memory, dead_letter TO parley_duties;
GRANT SELECT, INSERT, DELETE ON call_in_doubt TO parley_duties;
GRANT SELECT, INSERT ON session_damage TO parley_duties;
GRANT SELECT (tenant, session), DELETE ON tool_result TO parley_duties;
-- What nodes load for all tenants.
GRANT SELECT ON tool_source_change, tool_source, knowledge_version, token_revocation TO parley_duties;
GRANT SELECT (tenant, source, tool, fingerprint) ON tool_approval TO parley_duties;
GRANT SELECT (tenant, source, number, refused, wanted) ON tool_sign_in TO parley_duties;
-- A browser that comes back brings a state, and no tenant.
GRANT SELECT, DELETE ON tool_sign_in_begun TO parley_duties;
-- Claims of work that is due.
GRANT SELECT, UPDATE (claim_owner, claim_until, run, force) ON knowledge_source TO parley_duties;
GRANT SELECT (tenant, source, id, forced), INSERT (tenant, source, begun_at, forced), DELETE ON knowledge_source_run TO parley_duties;
GRANT SELECT, UPDATE (due_at), DELETE ON call_out TO parley_duties;
GRANT SELECT ON call_out_event TO parley_duties;
-- Sweeps.
GRANT UPDATE (forget_after), DELETE ON token_revocation TO parley_duties;
GRANT SELECT (tenant, key, expires_at), UPDATE (expires_at), DELETE ON start_request TO parley_duties;
GRANT SELECT (tenant, call, seen_at), UPDATE (seen_at), DELETE ON phone_call TO parley_duties;
GRANT SELECT (tenant, session, id, began_at, sealed_key), UPDATE (sealed_key) ON recording TO parley_duties;
-- Money: a node posts for all tenants at once.
GRANT SELECT, INSERT, UPDATE ON model_usage TO parley_duties;
GRANT SELECT, INSERT, UPDATE, DELETE ON budget_account, money_posting TO parley_duties;
GRANT SELECT, UPDATE, DELETE ON budget_lease TO parley_duties;
-- Of no tenant.
GRANT SELECT, INSERT ON embedding TO parley_duties;
GRANT SELECT, INSERT, UPDATE, DELETE ON cluster_node, cluster_agreement, cluster_lease TO parley_duties;
