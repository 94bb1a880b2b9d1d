/** The main job on embedded parts, proved row by row. */
@NullMarked
package com.skyflow.loader.cli.demo;

import org.jspecify.annotations.NullMarked;
