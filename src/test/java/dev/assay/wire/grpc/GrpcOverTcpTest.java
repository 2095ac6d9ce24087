package dev.assay.wire.grpc;

class GrpcOverTcpTest extends GrpcContract {
    GrpcOverTcpTest() {
        super(Way.TCP);
    }
}
