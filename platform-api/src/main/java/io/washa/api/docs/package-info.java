/** The API's own description: an OpenAPI document, and a page made from it. */
@NullMarked
package io.washa.api.docs;

import org.jspecify.annotations.NullMarked;
