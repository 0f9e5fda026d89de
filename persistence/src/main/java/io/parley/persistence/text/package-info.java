/// Text from outside, made fit for storage; texts by name.
package io.parley.persistence.text;
