-- Tables that grow with sessions are looked after by rows, not by their share of the table: docs/decisions/0160. With PostgreSQL's defaults a
-- journal of ten billion events waits for two billion new ones. Readers and writers do not wait for these statements.
--
-- Only added to, but for erasures: new pages are marked as visible to all soon, so that sums of usage read the index alone.
ALTER TABLE event_journal SET (
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);
ALTER TABLE usage_record SET (
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);
-- Their rows are changed or replaced all the time.
ALTER TABLE snapshot SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE session_index SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE start_request SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE tool_result SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE recording_segment SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE webhook_message SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
