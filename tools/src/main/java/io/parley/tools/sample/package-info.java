/// The shop that a new installation shows: our own invention, as files under `/sample-shop/` on the
/// class path. [SampleShop] reads them into core's records; who stores them is not its business.
package io.parley.tools.sample;
