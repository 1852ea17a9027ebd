/**
 * What every call of the API shares: problems, the tenant of the host, limits, how values are
 * written.
 */
@NullMarked
package io.washa.api.web;

import org.jspecify.annotations.NullMarked;
