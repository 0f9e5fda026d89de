/// Data of the live page on the management port, and of the console's nodes. Start at
/// [io.parley.operations.live.LiveEndpoint]; the package `pages` serves the page itself.
/// [io.parley.operations.live.ClusterHealth] is for the HTTP port.
package io.parley.operations.live;
