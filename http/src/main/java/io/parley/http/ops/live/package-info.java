/// Data of the live page on the management port. Start at [io.parley.http.ops.live.LiveEndpoint];
/// the package `pages` serves the page itself.
package io.parley.http.ops.live;
