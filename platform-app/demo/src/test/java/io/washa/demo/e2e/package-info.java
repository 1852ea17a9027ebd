/**
 * The whole town under load of bad luck: killed processes, lost parts, and people with browsers.
 */
@NullMarked
package io.washa.demo.e2e;

import org.jspecify.annotations.NullMarked;
