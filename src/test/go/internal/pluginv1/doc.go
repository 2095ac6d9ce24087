// Package pluginv1 holds the Go stubs of src/main/proto/assay/plugin/v1/metric_provider.proto, made in src/test/go with
// protoc (its Maven artifact is com.google.protobuf:protoc, the imported files are in protobuf-java),
// google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.11 and google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.0:
//
//	self=dev.assay/plugins/internal/pluginv1
//	file=assay/plugin/v1/metric_provider.proto
//	protoc -I ../../main/proto -I FOLDER_OF_IMPORTED_FILES \
//	    --go_out=. --go_opt=module=dev.assay/plugins,M$file=$self \
//	    --go-grpc_out=. --go-grpc_opt=module=dev.assay/plugins,M$file=$self $file
package pluginv1
