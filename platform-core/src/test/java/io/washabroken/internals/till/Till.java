package io.washabroken.internals.till;

import io.washabroken.internals.shop.safe.Safe;

record Till(Safe safe) {}
