/// Customers who do not give up: they talk to whichever node answers, come back with the last
/// number that they know, and write down what they did and saw. Start at
/// [io.parley.faults.load.Load].
package io.parley.faults.load;
