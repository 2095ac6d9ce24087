/** Downloads over http and https. */
@NullMarked
package dev.assay.install.http;

import org.jspecify.annotations.NullMarked;
