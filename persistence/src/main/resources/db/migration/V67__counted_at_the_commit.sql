-- Changes of addresses and numbers are counted at the commit: docs/decisions/0132. One row counts those of all organisations, and a command
-- had it locked while it waited for the audit trail of its own organisation: one that waits held up all others.
--
-- In the order in which nodes read these tables.
LOCK TABLE organisation, organisation_slug, organisation_domain, organisation_number IN ACCESS EXCLUSIVE MODE;

DROP TRIGGER organisation_site_state ON organisation;
DROP TRIGGER organisation_site_slug_taken ON organisation_slug;
DROP TRIGGER organisation_site_slug_held ON organisation_slug;
DROP TRIGGER organisation_site_slug_gone ON organisation_slug;
DROP TRIGGER organisation_site_domain_proved ON organisation_domain;
DROP TRIGGER organisation_site_domain_gone ON organisation_domain;
DROP TRIGGER organisation_number_counted ON organisation_number;

CREATE CONSTRAINT TRIGGER organisation_site_state AFTER UPDATE OF state ON organisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.state = 'active') <> (NEW.state = 'active')) EXECUTE FUNCTION parley_count_site();
CREATE CONSTRAINT TRIGGER organisation_site_slug_taken AFTER INSERT ON organisation_slug DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION parley_count_site();
CREATE CONSTRAINT TRIGGER organisation_site_slug_held AFTER UPDATE OF released_at ON organisation_slug DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.released_at IS NULL) <> (NEW.released_at IS NULL)) EXECUTE FUNCTION parley_count_site();
CREATE CONSTRAINT TRIGGER organisation_site_slug_gone AFTER DELETE ON organisation_slug DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.released_at IS NULL) EXECUTE FUNCTION parley_count_site();
CREATE CONSTRAINT TRIGGER organisation_site_domain_proved AFTER UPDATE OF verified_at ON organisation_domain DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.verified_at IS NULL) <> (NEW.verified_at IS NULL)) EXECUTE FUNCTION parley_count_site();
CREATE CONSTRAINT TRIGGER organisation_site_domain_gone AFTER DELETE ON organisation_domain DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.verified_at IS NOT NULL) EXECUTE FUNCTION parley_count_site();
CREATE CONSTRAINT TRIGGER organisation_number_counted AFTER INSERT OR UPDATE OR DELETE ON organisation_number DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION parley_count_number();
