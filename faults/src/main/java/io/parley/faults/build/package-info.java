/// Builds of the program that are a little newer than the tree, for trials of upgrades. Start at
/// [io.parley.faults.build.NextBuild].
package io.parley.faults.build;
