package io.washa.portal;

import io.washa.network.MacAddress;
import java.util.UUID;

/** Where a device without internet stands: before the door of a site's hotspot. */
public record Door(UUID site, MacAddress device) {}
