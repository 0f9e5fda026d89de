/// What clients did and saw, written down while it happens. Start at
/// [io.parley.faults.record.History].
package io.parley.faults.record;
