// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const master_data_metadata = R"(
type Warehouse
Street text s
StockInflationOffsetAccount text -
ZipCode text s
DecreasingAccount text -
PurchaseAccount text -
EURevenuesAccount text -
ReturningAccount text -
ShippedGoodsAccount text -
StockInflationAdjustAccount text -
AllowUseTax enum:BoYesNoEnum s tNO
CostInflationAccount text -
ForeignExpensesAccount text -
EUExpensesAccount text -
CostInflationOffsetAccount text -
ExpensesClearingAccount text -
PurchaseReturningAccount text -
VATInRevenueAccount text -
FederalTaxID text -
Location int s
Block text -
ExpenseAccount text -
DecreaseGLAccount text -
RevenuesAccount text -
TaxGroup text s
ExemptRevenuesAccount text -
PurchaseOffsetAccount text -
CostOfGoodsSold text -
WarehouseCode text ks
State text s
City text s
PriceDifferencesAccount text -
VarianceAccount text -
Country text s
IncreaseGLAccount text -
ExchangeRateDifferencesAccount text -
WIPMaterialAccount text -
WarehouseName text s
DropShip enum:BoYesNoEnum s tNO
WIPMaterialVarianceAccount text -
TransfersAcc text -
InternalKey int -
ForeignRevenuesAcc text -
BuildingFloorRoom text -
County text -
Nettable enum:BoYesNoEnum s tYES
IncreasingAcc text -
ExpenseOffsetingAct text -
GoodsClearingAcc text -
StockAccount text s
BusinessPlaceID int s
PurchaseCreditAcc text -
EUPurchaseCreditAcc text -
ForeignPurchaseCreditAcc text -
SalesCreditAcc text -
SalesCreditEUAcc text -
ExemptedCredits text -
SalesCreditForeignAcc text -
NegativeInventoryAdjustmentAccount text -
WHShipToName text -
Excisable enum:BoYesNoEnum - tNO
WHIncomingCenvatAccount text -
WHOutgoingCenvatAccount text -
StockInTransitAccount text -
WipOffsetProfitAndLossAccount text -
InventoryOffsetProfitAndLossAccount text -
AddressType text -
StreetNo text -
Storekeeper int -
Shipper text -
ManageSerialAndBatchNumbers enum:BoYesNoEnum - tNO
GlobalLocationNumber text -
EnableBinLocations enum:BoYesNoEnum s tNO
BinLocCodeSeparator text -
DefaultBin int s
DefaultBinEnforced enum:BoYesNoEnum - tNO
AutoAllocOnIssue enum:BoDocWhsAutoIssueMethod - whsBinSingleChoiceOnly
EnableReceivingBinLocations enum:BoYesNoEnum - tNO
ReceivingBinLocationsBy enum:ReceivingBinLocationsMethodEnum - rblmBinLocationCodeOrder
PurchaseBalanceAccount text -
Inactive enum:BoYesNoEnum s tNO
RestrictReceiptToEmptyBinLocation enum:BoYesNoEnum - tYES
ReceiveUpToMaxQuantity enum:BoYesNoEnum - tNO
AutoAllocOnReceipt enum:AutoAllocOnReceiptMethodEnum - aaormDefaultBin
ReceiveUpToMaxWeight enum:BoYesNoEnum - tNO
ReceiveUpToMethod enum:ReceivingUpToMethodEnum - rutmMaximumQty
LegalText text -
AddressName2 text -
AddressName3 text -
type VatGroup
Code text ks
Name text s
Category enum:BoVatCategoryEnum s bovcOutputTax
TaxAccount text s
EU enum:BoYesNoEnum s tNO
TriangularDeal text s
AcquisitionReverse enum:BoYesNoEnum s tNO
NonDeduct number s
AcquisitionTax text -
GoodsShipment text -
NonDeductAcc text -
DeferredTaxAcc text -
Correction enum:BoYesNoEnum - tNO
VatCorrection text -
EqualizationTaxAccount text -
ServiceSupply text -
Inactive enum:BoYesNoEnum s tNO
TaxTypeBlackList enum:TaxTypeBlackListEnum - ttblExcluded
Report349Code enum:Report349CodeListEnum - r349cEmpty
VATInRevenueAccount text -
DownPaymentTaxOffsetAccount text -
CashDiscountAccount text -
VATDeductibleAccount text -
TaxRegion enum:VatGroupsTaxRegionEnum - vgtrPT
AcquisitionReverseCorrespondingTaxCode text -
EBooksVatCategory int -
VatGroups_Lines list:VatGroups_Line s
TaxExemptionReason text -
SAFTTaxCode enum:SAFTTaxCodeEnum -
EBooksVatExemptionCause int -
EBooksVatExpClassType int -
EBooksVatExpClassCategory int -
SAFTTaxCodeEx text -
GroupDescription text -
VATType int -
type VatGroups_Line
Effectivefrom date s
Rate number s
EqualizationTax number s
DatevCode int s
type SalesTaxCode
ValidForAR enum:BoYesNoEnum s tYES
ValidForAP enum:BoYesNoEnum s tYES
UserSignature int rs
Rate number s
Name text s
Freight enum:BoYesNoEnum s tNO
Code text ks
IsItemLevel enum:BoYesNoEnum - tNO
Inactive enum:BoYesNoEnum s tNO
FADebit enum:BoYesNoEnum - tNO
SalesTaxCodes_Lines list:SalesTaxCodes_Line -
type SalesTaxCodes_Line
STATaxOnTaxType int -
STATaxonTaxCode text -
STCCode text s
STAType int s
STACode text s
RowNumber int s
EffectiveRate number s
type Currency
Code text ks
Name text s
DocumentsCode text s
InternationalDescription text s
HundredthName text -
EnglishName text -
EnglishHundredthName text -
PluralInternationalDescription text -
PluralHundredthName text -
PluralEnglishName text -
PluralEnglishHundredthName text -
Decimals enum:CurrenciesDecimalsEnum s cdDefault
Rounding enum:RoundingSysEnum - rsNoRounding
RoundingInPayment enum:BoYesNoEnum - tNO
MaxIncomingAmtDiff number -
MaxOutgoingAmtDiff number -
MaxIncomingAmtDiffPercent number -
MaxOutgoingAmtDiffPercent number -
type AdditionalExpense
Name text s
RevenuesAccount text s
ExpenseAccount text s
TaxLiable enum:BoYesNoEnum s tNO
FixedAmountRevenues number s
FixedAmountExpenses number s
OutputVATGroup text s
InputVATGroup text s
DistributionMethod enum:BoAeDistMthd s aed_None
Includein1099 enum:BoYesNoEnum s tNO
FreightOffsetAccount text s
WTLiable text rs
ExpensCode int krs
ExpenseExemptedAccount text s
RevenuesExemptedAccount text s
DistributionRule text s
DrawingMethod enum:DrawingMethodEnum s dmTotal
FreightType enum:FreightTypeEnum s ftShipping
Stock enum:BoYesNoEnum s tNO
LastPurchasePrice enum:BoYesNoEnum s tNO
Project text s
DistributionRule2 text s
DistributionRule3 text s
DistributionRule4 text s
DistributionRule5 text s
DataVersion int s
SAFTProductType enum:SAFTProductTypeEnum s
SAFTProductTypeEx text s
type ShippingType
Code int krs
Name text s
Website text s
type UserFieldMD
Name text50 s
Type enum:BoFieldTypes s
Size int s
Description text80 s
SubType enum:BoFldSubTypes s
LinkedTable text s
DefaultValue text s
TableName text ks
FieldID int krs
EditSize int s
Mandatory enum:BoYesNoEnum s tNO
LinkedUDO text s
LinkedSystemObject enum:UDFLinkedSystemObjectTypesEnum s
ValidValuesMD list:ValidValueMD s
type ValidValueMD
Value text s
Description text s
type UserTablesMD
TableName text19 ks
TableDescription text30 s
TableType enum:BoUTBTableType s bott_NoObject
Archivable enum:BoYesNoEnum s tNO
ArchiveDateField text s
DisplayMenu enum:BoYesNoEnum s tNO
ApplyAuthorization enum:BoYesNoEnum s tNO
type UserKeysMD
TableName text ks
KeyIndex int krs
KeyName text9 s
Unique enum:BoYesNoEnum s tNO
UserKeysMD_Elements list:UserKeysMD_Element s
type UserKeysMD_Element
SubKeyIndex int rs
ColumnAlias text s
)";

} // namespace ledgerline::sandbox::b1
