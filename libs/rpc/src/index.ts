export { answeringOf } from "./answering.ts";
export {
  type Ask,
  type AskOptions,
  type RpcClient,
  type RpcClientOptions,
  rpcClient,
} from "./rpc-client.ts";
export { rpcErrors } from "./rpc-errors.ts";
