/// Copies of stored things in a node's memory, and how they follow the store. Start at
/// [io.parley.tools.change.ChangeWatch].
package io.parley.tools.change;
