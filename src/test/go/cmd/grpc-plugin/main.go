// Command grpc-plugin is the plugin of the host's contract suite over gRPC, made with go-plugin.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"dev.assay/plugins/internal/servegrpc"
)

func main() {
	if offer, told := os.LookupEnv("ASSAY_PLUGIN_PROTOCOLS"); told && !slices.Contains(strings.Split(offer, ","), "grpc") {
		fmt.Fprintf(os.Stderr, "This plugin speaks grpc, and the host offers %q.\n", offer)
		os.Exit(1)
	}
	servegrpc.Plugin(&service{})
}
