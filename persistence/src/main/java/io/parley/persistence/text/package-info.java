/// Text from outside, made fit for storage.
package io.parley.persistence.text;
