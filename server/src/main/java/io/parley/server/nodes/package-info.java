/// Nodes of one machine, each a process that this one starts and supervises: on which ports, with
/// which command, restarted after an unexpected end, stopped in order.
///
/// Start at [io.parley.server.nodes.NodeProcess]. A node is the same program. One line on its
/// standard input holds the settings that it shares with the others, secrets included; it ends when
/// that input closes, which the system does when this process is killed. Independent of the node's
/// work.
package io.parley.server.nodes;
