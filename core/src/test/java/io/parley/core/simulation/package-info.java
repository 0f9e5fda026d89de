/// Random lives of a session under the pure rules. [io.parley.core.simulation.SimulationTest]
/// starts them; a [io.parley.core.simulation.Walk] takes the steps, a
/// [io.parley.core.simulation.Node] stands for the shell, and a [io.parley.core.simulation.Ledger]
/// checks every event independently of the rules.
package io.parley.core.simulation;
