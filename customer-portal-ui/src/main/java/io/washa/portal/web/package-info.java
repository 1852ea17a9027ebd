/** The subscriber's pages: branded by host, complete without JavaScript, sessions or cookies. */
@NullMarked
package io.washa.portal.web;

import org.jspecify.annotations.NullMarked;
