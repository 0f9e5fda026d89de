/// Nodes of one machine, each a process that this one has started and watches over: on which ports,
/// with which command, started again when it ends unasked, told to stop in order.
///
/// Start at [io.parley.http.server.nodes.NodeProcess]. A node is the same program, told by one line
/// on its standard input what it shares with the others, secrets included; it ends when that input
/// closes, which the system sees to when this process is killed. Nothing here knows what a node
/// does.
package io.parley.http.server.nodes;
