/// The verdict: whether the promises to clients and their observations agree with the stored and
/// the returned events after a fault. Start at [io.parley.faults.check.Checker].
package io.parley.faults.check;
