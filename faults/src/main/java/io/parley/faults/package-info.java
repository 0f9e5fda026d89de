/// The fault tests: a fleet of real processes under load, something bad done to it, and the
/// question whether every promise held. docs/TESTING.md tells how to run them and how to read a
/// failure. Start at [io.parley.faults.Trial].
package io.parley.faults;
