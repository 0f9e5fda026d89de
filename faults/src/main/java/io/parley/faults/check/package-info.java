/// The judgement: whether what clients were promised and saw agrees with what is stored and told
/// once a fault is over. Start at [io.parley.faults.check.Checker].
package io.parley.faults.check;
