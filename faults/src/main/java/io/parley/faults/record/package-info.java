/// The record of what clients did and saw, written as it happens. Start at
/// [io.parley.faults.record.History].
package io.parley.faults.record;
