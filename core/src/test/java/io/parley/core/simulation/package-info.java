/// Random lives of a session under the pure rules. [io.parley.core.simulation.SimulationTest]
/// begins them; a [io.parley.core.simulation.Walk] takes the steps, a
/// [io.parley.core.simulation.Node] does what the shell would, and a
/// [io.parley.core.simulation.Ledger] checks every event by other means than the rules'.
package io.parley.core.simulation;
