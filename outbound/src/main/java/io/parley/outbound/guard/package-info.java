/// The guarded way out: HTTP requests to addresses that people outside the program chose, such as
/// those of tools, webhooks and web sites. Start at [GuardedHttp]. A request reaches public
/// addresses only, and those that the operator listed in `parley.outbound.allow`; its size and its
/// time are limited. The rules ([Urls], [Addresses], [Allowed]) are pure. Nothing here may connect
/// to an address that the rules did not check.
package io.parley.outbound.guard;
