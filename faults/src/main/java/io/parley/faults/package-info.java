/// The fault tests: a fleet of real processes under load, a fault injected into it, and a check of
/// every promise. docs/TESTING.md says how to run them and how to read a failure. Start at
/// [io.parley.faults.Trial].
package io.parley.faults;
