-- What a call cost is no whole number of micro-units. cost_micros is rounded up, once for all calls of a row, and
-- cost_excess is how much of it is rounding, in millionths of a micro-unit.
ALTER TABLE model_usage ADD COLUMN cost_excess integer NOT NULL DEFAULT 0;
