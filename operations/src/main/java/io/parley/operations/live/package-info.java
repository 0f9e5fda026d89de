/// Data of the live page on the management port. Start at [io.parley.operations.live.LiveEndpoint];
/// the package `pages` serves the page itself.
package io.parley.operations.live;
