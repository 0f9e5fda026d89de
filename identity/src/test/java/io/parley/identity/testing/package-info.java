/// Parts of fakes of stores, for this module and for those that use its test-jar. The fakes
/// themselves stand beside the code that uses their stores.
package io.parley.identity.testing;
