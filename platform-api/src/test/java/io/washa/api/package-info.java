/** The API over HTTP, each answer held to its document. */
@NullMarked
package io.washa.api;

import org.jspecify.annotations.NullMarked;
